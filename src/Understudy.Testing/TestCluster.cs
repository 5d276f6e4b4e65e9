namespace Understudy.Testing;

/// <summary>
/// Servers with the handler under test, and a client, in one process and without sockets: to test a service, also while
/// servers fail.
/// </summary>
/// <remarks>
/// The servers have the ids 1, 2, 3 and so on. One thread uses a cluster at a time, but its <see cref="Client"/>, its
/// <see cref="Network"/> and its servers may be used from any thread. Time is real.
/// </remarks>
public sealed class TestCluster : IAsyncDisposable
{
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(2);

    private readonly Func<int, IRequestHandler> _makeHandler;
    private readonly TestClusterOptions _options;
    private readonly Lock _gate = new();
    private readonly TestServer?[] _servers;
    private readonly CancellationTokenSource _hurry = new();
    private readonly List<Task> _stopping = [];
    private TaskCompletionSource _change = NewChange();
    private int _lives;

    /// <summary>Makes a cluster whose servers share one handler.</summary>
    /// <param name="servers">How many servers, from 1 to <see cref="MembershipOptions.MaxServers"/>.</param>
    /// <param name="handler">The service. It stays the caller's to dispose.</param>
    /// <param name="options">How the servers and the client are set up.</param>
    /// <exception cref="InvalidOptionException">An option cannot work.</exception>
    public TestCluster(int servers, IRequestHandler handler, TestClusterOptions? options = null)
        : this(servers, _ => handler, options) => ArgumentNullException.ThrowIfNull(handler);

    /// <summary>Makes a cluster whose servers each have a handler of their own.</summary>
    /// <param name="servers">How many servers, from 1 to <see cref="MembershipOptions.MaxServers"/>.</param>
    /// <param name="makeHandler">Makes the handler of a server by its id, each time that the server starts.</param>
    /// <param name="options">How the servers and the client are set up.</param>
    /// <exception cref="InvalidOptionException">An option cannot work.</exception>
    public TestCluster(int servers, Func<int, IRequestHandler> makeHandler, TestClusterOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(makeHandler);
        _makeHandler = makeHandler;
        _options = options ?? new TestClusterOptions();
        _options.Validate();
        ArgumentOutOfRangeException.ThrowIfLessThan(servers, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(servers, _options.Server.Membership.MaxServers);
        _servers = new TestServer?[servers];
        Network = new InMemoryNetwork(_options.Seed);
        UnderstudyClientOptions client = _options.Client;
        Client = new UnderstudyClient(
            client with { Network = client.Network with { DatagramNetwork = Network.Host("client") } });
    }

    /// <summary>The network between them. The client is on its host "client".</summary>
    public InMemoryNetwork Network { get; }

    /// <summary>Asks the servers. It ends with the cluster.</summary>
    public UnderstudyClient Client { get; }

    /// <summary>
    /// The id of the lead, of the servers that run and are neither cut off nor paused; null where none of them takes
    /// itself for the lead, or more than one does.
    /// </summary>
    public int? Lead
    {
        get
        {
            lock (_gate)
            {
                TestServer[] leads = [.. Reachable().Where(each => each.Server.Role == ServerRole.Lead)];
                return leads.Length == 1 ? leads[0].Id : null;
            }
        }
    }

    /// <summary>A server as it was last started.</summary>
    /// <param name="id">Its id.</param>
    public UnderstudyServer Server(int id) => Find(id).Server;

    /// <summary>Starts every server, and waits until they have settled.</summary>
    /// <exception cref="TimeoutException">
    /// They have not settled within <see cref="TestClusterOptions.Patience"/>.
    /// </exception>
    public Task StartAsync()
    {
        for (int id = 1; id <= _servers.Length; id++)
            Restart(id);
        return SettleAsync();
    }

    /// <summary>
    /// Waits until the servers have settled. Of those that run and are neither cut off nor paused, one is then the
    /// lead, all others are understudies, and each counts on these and on no other.
    /// </summary>
    /// <exception cref="TimeoutException">
    /// They have not settled within <see cref="TestClusterOptions.Patience"/>.
    /// </exception>
    public async Task SettleAsync()
    {
        using var patience = new CancellationTokenSource(_options.Patience);
        while (true)
        {
            Task change;
            lock (_gate)
            {
                if (HasSettled())
                    return;
                change = _change.Task;
            }

            await change.WaitAsync(patience.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (patience.IsCancellationRequested)
                throw new TimeoutException($"The servers have not settled: {Describe()}.");
        }
    }

    /// <summary>Ends a server as a crash would: it sends nothing more.</summary>
    /// <param name="id">Its id.</param>
    public void Kill(int id)
    {
        TestServer server = Find(id);
        server.Host.Kill();
        lock (_gate)
            _stopping.Add(server.Server.StopAsync(_hurry.Token));
        Changed();
    }

    /// <summary>
    /// Starts a server anew, with a new handler where each server has its own. If it still runs, it is killed first.
    /// </summary>
    /// <param name="id">Its id.</param>
    public void Restart(int id)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(id, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(id, _servers.Length);
        if (_servers[id - 1] is not null)
            Kill(id);

        // A killed host stays dead; each life has a host of its own.
        InMemoryHost host = Network.Host($"server {id}, life {Interlocked.Increment(ref _lives)}");
        UnderstudyServerOptions common = _options.Server;
        var server = new UnderstudyServer(
            common with { Id = id, Network = common.Network with { DatagramNetwork = host } }, _makeHandler(id));
        server.RoleChanged += (_, _) => Changed();
        server.MemberChanged += (_, _) => Changed();
        server.StartAsync().GetAwaiter().GetResult(); // A network in memory is there at once.
        lock (_gate)
            _servers[id - 1] = new TestServer(id, host, server);
    }

    /// <summary>
    /// Holds a server, as if its process were stopped: it hears nothing and sends nothing. A call of its handler goes
    /// on, unlike in a stopped process.
    /// </summary>
    /// <param name="id">Its id.</param>
    public void Pause(int id) => Strike(id, host => host.Pause());

    /// <summary>Ends what <see cref="Pause"/> began.</summary>
    /// <param name="id">Its id.</param>
    public void Resume(int id) => Strike(id, host => host.Resume());

    /// <summary>Cuts a server off from all others and from the client, as if its cable were pulled.</summary>
    /// <param name="id">Its id.</param>
    public void Cut(int id) => Strike(id, host => host.Cut());

    /// <summary>From now on, loses a share of all datagrams.</summary>
    /// <param name="share">From 0, none, to 1, all.</param>
    public void Lose(double share) => Network.Lose(share);

    /// <summary>Ends every cut and every loss.</summary>
    public void Heal()
    {
        Network.Heal();
        Changed();
    }

    /// <summary>Ends the client and every server. A handler that is still at work is not waited for long.</summary>
    public async ValueTask DisposeAsync()
    {
        await Client.DisposeAsync().ConfigureAwait(false);
        foreach (TestServer? server in _servers)
        {
            if (server is not null)
                Kill(server.Id);
        }

        _hurry.CancelAfter(StopPatience);
        await Task.WhenAll(_stopping).ConfigureAwait(false);
        _hurry.Dispose();
    }

    private static TaskCompletionSource NewChange() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private TestServer Find(int id)
    {
        lock (_gate)
        {
            return id > 0 && id <= _servers.Length && _servers[id - 1] is { } server
                ? server
                : throw new ArgumentOutOfRangeException(nameof(id), id, "No server of this id was started.");
        }
    }

    private void Strike(int id, Action<InMemoryHost> fault)
    {
        fault(Find(id).Host);
        Changed();
    }

    private void Changed()
    {
        lock (_gate)
        {
            _change.TrySetResult();
            _change = NewChange();
        }
    }

    private IEnumerable<TestServer> Reachable() => _servers.OfType<TestServer>().Where(each => each.Host.IsReachable);

    private bool HasSettled()
    {
        TestServer[] servers = [.. Reachable()];
        return servers.Count(each => each.Server.Role == ServerRole.Lead) == 1
            && servers.All(each => each.Server.Role is ServerRole.Lead or ServerRole.Understudy)
            && servers.All(each => each.CountsOn.SequenceEqual(servers.Select(other => other.Id)));
    }

    private string Describe()
    {
        lock (_gate)
        {
            return string.Join("; ", Reachable().Select(
                each => $"server {each.Id} is {each.Server.Role} and counts on {string.Join(", ", each.CountsOn)}"));
        }
    }

    private sealed record TestServer(int Id, InMemoryHost Host, UnderstudyServer Server)
    {
        public IEnumerable<int> CountsOn => Server.Members.Where(each => each.IsEligible).Select(each => each.Id);
    }
}
