using Understudy.Testing;

namespace Understudy.Tests.Driving;

/// <summary>However a server is told to stop, it does, and nobody waits for ever.</summary>
public class ServerStopTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly InMemoryNetwork _network = new();
    private readonly TaskCompletionSource _called = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _calls;

    private static CancellationToken Ending => TestContext.Current.CancellationToken;

    /// <summary>Nothing cancelled that token, so each waited for the other.</summary>
    [Fact]
    public async Task Dispose_WhileAHandlerWaitsOnItsToken_Ends()
    {
        UnderstudyServer server = await StartAsync(async (_, token) =>
        {
            _called.SetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token);
            return HandlerStatus.Ok;
        });
        await using UnderstudyClient client = Ask(Patience);
        _ = client.RequestAsync("1"u8.ToArray(), CancellationToken.None);
        await _called.Task.WaitAsync(Patience, Ending);
        await server.DisposeAsync().AsTask().WaitAsync(Patience, Ending);
    }

    /// <summary>It said that it had stopped, and answered 200 requests afterwards.</summary>
    [Fact]
    public async Task Stop_ThatIsCancelledBefore_StillMeansThatNoRequestIsBegunAfterwards()
    {
        UnderstudyServer server = await StartAsync((_, _) =>
        {
            Interlocked.Increment(ref _calls);
            return ValueTask.FromResult(HandlerStatus.Ok);
        });
        await using UnderstudyClient client = Ask(TimeSpan.FromSeconds(1));
        await client.RequestAsync("1"u8.ToArray(), Ending);

        await server.StopAsync(new CancellationToken(canceled: true));
        int calls = _calls;
        await Assert.ThrowsAsync<NoAnswerException>(() => client.RequestAsync("2"u8.ToArray(), Ending));
        Assert.Equal(calls, _calls);
    }

    /// <summary>It waited on the thread that had to end.</summary>
    [Fact]
    public async Task Subscriber_ThatStopsItsServerAndWaits_IsDoneWhenItHasStopped()
    {
        var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using UnderstudyServer server = Make((_, _) => ValueTask.FromResult(HandlerStatus.Ok));
        server.RoleChanged += (_, _) =>
        {
#pragma warning disable xUnit1031 // To block is what is tried.
            server.StopAsync(Ending).Wait(Ending);
#pragma warning restore xUnit1031
            stopped.TrySetResult();
        };
        await server.StartAsync(Ending);
        await stopped.Task.WaitAsync(Patience, Ending);
    }

    /// <summary>Events come in their order, though each is told when the one before has been.</summary>
    [Fact]
    public async Task Subscriber_ThatBlocks_HoldsUpNeitherHeartbeatsNorRequests()
    {
        using var block = new ManualResetEventSlim();
        await using UnderstudyServer server = Make((_, _) => ValueTask.FromResult(HandlerStatus.Ok));
        var told = new List<ServerRole>();
        server.RoleChanged += (_, change) =>
        {
            block.Wait(Ending);
            told.Add(change.To);
        };
        await server.StartAsync(Ending);
        await server.Ready.WaitAsync(Patience, Ending);
        await using UnderstudyClient client = Ask(Patience);
        await client.RequestAsync("1"u8.ToArray(), Ending);
        Assert.Empty(told);
        block.Set();
    }

    /// <summary>It told what it had known last: a server that had stopped still led.</summary>
    [Fact]
    public async Task Role_OfAServerThatHasStopped_IsNotLead()
    {
        var clock = new ShiftedClock();
        UnderstudyServer server = await StartAsync((_, _) => ValueTask.FromResult(HandlerStatus.Ok), clock);
        Assert.Equal(ServerRole.Lead, server.Role);
        await server.StopAsync(Ending);
        clock.Shift = TimeSpan.FromMinutes(1);
        Assert.Equal(ServerRole.Paused, server.Role);
    }

    private async Task<UnderstudyServer> StartAsync(
        Func<RequestContext, CancellationToken, ValueTask<HandlerStatus>> handler, TimeProvider? time = null)
    {
        UnderstudyServer server = Make(handler, time);
        await server.StartAsync(Ending);
        await server.Ready.WaitAsync(Patience, Ending);
        return server;
    }

    private UnderstudyServer Make(
        Func<RequestContext, CancellationToken, ValueTask<HandlerStatus>> handler, TimeProvider? time = null)
    {
        var options = new UnderstudyServerOptions { Id = 1, TimeProvider = time ?? TimeProvider.System };
        options.Network.DatagramNetwork = _network.Host("server");
        return new UnderstudyServer(options, handler);
    }

    private UnderstudyClient Ask(TimeSpan timeout)
    {
        var options = new UnderstudyClientOptions { Timeout = timeout };
        options.Network.DatagramNetwork = _network.Host("client");
        return new UnderstudyClient(options);
    }

    /// <summary>The system's clock, some time later.</summary>
    private sealed class ShiftedClock : TimeProvider
    {
        public TimeSpan Shift { get; set; }

        public override long GetTimestamp()
            => System.GetTimestamp() + (long)(Shift.TotalSeconds * System.TimestampFrequency);
    }
}
