using System.Net;
using Understudy.SystemTests.Network;

namespace Understudy.SystemTests.Library;

/// <summary>Servers and clients in this process, on loopback and on groups of their own.</summary>
internal sealed class TestCluster : IAsyncDisposable
{
    private readonly List<UnderstudyServer> _servers = [];
    private readonly NetworkOptions _network;

    public TestCluster(Dialect dialect = Dialect.Framed)
    {
        _network = new NetworkOptions
        {
            RequestGroup = Group(Groups.Requests),
            HeartbeatGroup = Group(Groups.Heartbeats),
            Dialect = dialect,
        };
    }

    public TestGroups Groups { get; } = TestGroups.Next();

    public int RememberedRequests { get; init; } = 4096;

    public static TimeSpan Period { get; } = TimeSpan.FromMilliseconds(200);

    public UnderstudyClient Client(TimeSpan? timeout = null, int? inFlight = null)
    {
        var options = new UnderstudyClientOptions { Network = _network, Timeout = timeout ?? TimeSpan.FromSeconds(10) };
        return new UnderstudyClient(
            options with { MaxRequestsInFlight = inFlight ?? options.MaxRequestsInFlight });
    }

    public Task<UnderstudyServer> StartAsync(int id, IRequestHandler handler) => StartAsync(Make(id, handler));

    /// <summary>A server whose clients would have to ask another group.</summary>
    public Task<UnderstudyServer> StartApartAsync(int id, IRequestHandler handler)
    {
        NetworkOptions apart = _network with { RequestGroup = Group(TestGroups.Next().Requests) };
        var server = new UnderstudyServer(Options(id) with { Network = apart }, handler);
        _servers.Add(server);
        return StartAsync(server);
    }

    public Task<UnderstudyServer> StartAsync(
        int id, Func<RequestContext, CancellationToken, ValueTask<HandlerStatus>> handler)
    {
        var server = new UnderstudyServer(Options(id), handler);
        _servers.Add(server);
        return StartAsync(server);
    }

    private static async Task<UnderstudyServer> StartAsync(UnderstudyServer server)
    {
        await server.StartAsync();
        await server.Ready.WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System);
        return server;
    }

    public UnderstudyServer Make(int id, IRequestHandler handler)
    {
        var server = new UnderstudyServer(Options(id), handler);
        _servers.Add(server);
        return server;
    }

    private static GroupAddress Group(IPEndPoint group) => new(group.Address, group.Port);

    private UnderstudyServerOptions Options(int id) => new()
    {
        Id = id,
        Network = _network,
        RememberedRequests = RememberedRequests,
        Membership = new MembershipOptions { Period = Period },
    };

    public async ValueTask DisposeAsync()
    {
        using var giveUp = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        foreach (UnderstudyServer server in _servers)
            await server.StopAsync(giveUp.Token);
    }
}

/// <summary>Answers with what it was asked, after whatever it is told to do first.</summary>
internal sealed class Echo(Func<CancellationToken, Task>? before = null) : IRequestHandler
{
    private int _calls;

    public int Calls => _calls;

    public ValueTask<HandlerStatus> HandleAsync(RequestContext context, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _calls);
        if (before is not null)
            return new ValueTask<HandlerStatus>(WaitAsync(context, cancellationToken));
        context.Reply.Write(context.Payload.Span);
        return ValueTask.FromResult(HandlerStatus.Ok);
    }

    private async Task<HandlerStatus> WaitAsync(RequestContext context, CancellationToken cancellationToken)
    {
        await before!(cancellationToken);
        context.Reply.Write(context.Payload.Span);
        return HandlerStatus.Ok;
    }
}
