namespace Understudy.SystemTests.Library;

/// <summary>The framed dialect over real sockets: no request is lost.</summary>
public sealed class FramedTests : IAsyncDisposable
{
    private static readonly ReadOnlyMemory<byte> Question = "hello"u8.ToArray();

    private readonly TestCluster _cluster = new();

    [Fact]
    public async Task Request_InCalmTimes_IsAnsweredOnceByTheLowestId()
    {
        var first = new Echo();
        var second = new Echo();
        await _cluster.StartAsync(2, second);
        await _cluster.StartAsync(1, first);
        await using UnderstudyClient client = _cluster.Client();
        for (int asked = 0; asked < 100; asked++)
        {
            Reply reply = await client.RequestAsync(Question);
            Assert.Equal(HandlerStatus.Ok, reply.Status);
            Assert.Equal(Question.ToArray(), reply.Payload.ToArray());

            // A machine that is so busy that an answer takes longer than expected has it asked for again, of two.
            if (client.Statistics.Repeats == 0)
                Assert.Equal((1, 0), (reply.ServerId, reply.Rank));
        }

        // Whatever was repeated, no server carried a request out twice.
        Assert.Equal(100, first.Calls);
        Assert.InRange(second.Calls, 0, 100);
        if (client.Statistics.Repeats == 0)
            Assert.Equal((0, 0L), (second.Calls, client.Statistics.DuplicateReplies));
    }

    [Fact]
    public async Task Request_WhileTheLeadHangs_IsAnsweredByTheNextAndTheLeadIsGivenUp()
    {
        using var release = new ManualResetEventSlim();
        UnderstudyServer lead = await _cluster.StartAsync(1, new Echo(_ =>
        {
            release.Wait(TimeSpan.FromSeconds(60), CancellationToken.None);
            return Task.CompletedTask;
        }));
        UnderstudyServer next = await _cluster.StartAsync(2, new Echo());
        await using UnderstudyClient client = _cluster.Client();

        var leads = new TaskCompletionSource();
        next.RoleChanged += (_, change) =>
        {
            if (change.To == ServerRole.Lead)
                leads.TrySetResult();
        };
        Reply reply = await client.RequestAsync(Question);
        Assert.Equal((2, 1), (reply.ServerId, reply.Rank));

        long asked = TimeProvider.System.GetTimestamp();
        await leads.Task.WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System);
        Assert.InRange(TimeProvider.System.GetElapsedTime(asked), TimeSpan.Zero, TestCluster.Period * 6);
        Assert.Equal((2, 0), await AskAsync(client));

        release.Set();
        _ = lead;
    }

    [Fact]
    public async Task Repeat_OfARequestInProgress_IsNotStartedTwice()
    {
        using var release = new SemaphoreSlim(0);
        var slow = new Echo(stop => release.WaitAsync(stop));
        await _cluster.StartAsync(1, slow);
        await using UnderstudyClient client = _cluster.Client();
        Task<Reply> request = client.RequestAsync(Question);
        while (client.Statistics.Repeats < 5)
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, TestContext.Current.CancellationToken);
        release.Release();

        Assert.True((await request).Attempts > 5);
        Assert.Equal(1, slow.Calls);
    }

    [Fact]
    public async Task Server_ThatStops_FinishesWhatItHasBegunAndSaysThatItLeaves()
    {
        using var release = new SemaphoreSlim(0);
        var begun = new TaskCompletionSource();
        UnderstudyServer lead = await _cluster.StartAsync(1, new Echo(stop =>
        {
            begun.TrySetResult();
            return release.WaitAsync(stop);
        }));
        await using UnderstudyClient client = _cluster.Client();
        Task<Reply> request = client.RequestAsync(Question);
        await begun.Task;

        UnderstudyServer next = await _cluster.StartAsync(
            2, new Echo(stop => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop)));
        Task stopped = lead.StopAsync();
        while (next.Role != ServerRole.Lead)
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, TestContext.Current.CancellationToken);
        Assert.False(stopped.IsCompleted);
        release.Release();

        Assert.Equal(1, (await request).ServerId);
        await stopped;
    }

    [Fact]
    public async Task Server_ToldNotToWait_GivesUpItsHandlers()
    {
        var begun = new TaskCompletionSource();
        UnderstudyServer server = await _cluster.StartAsync(1, new Echo(async stop =>
        {
            begun.TrySetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop);
        }));
        await using UnderstudyClient client = _cluster.Client(TimeSpan.FromSeconds(1));
        Task<Reply> request = client.RequestAsync(Question);
        await begun.Task;
        using var giveUp = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));
        await server.StopAsync(giveUp.Token).WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System);
        var failure = await Assert.ThrowsAsync<RequestFailedException>(() => request);
        Assert.Equal(FailureReason.ShuttingDown, failure.Reason);
    }

    [Fact]
    public async Task Rejection_KeepsTheHandlersWords()
    {
        await _cluster.StartAsync(1, new Rejecting());
        await using UnderstudyClient client = _cluster.Client();
        Reply reply = await client.RequestAsync(Question);
        Assert.Equal(HandlerStatus.Rejected, reply.Status);
        Assert.Equal("no"u8, reply.Payload.Span);
    }

    [Fact]
    public async Task NoServer_AtAll_IsToldFromServersThatDoNotAnswer()
    {
        await using UnderstudyClient client = _cluster.Client(TimeSpan.FromSeconds(2));
        NoAnswerException nobody = await Assert.ThrowsAsync<NoAnswerException>(() => client.RequestAsync(Question));
        Assert.Equal(Presence.NobodyHeard, nobody.Presence);

        await _cluster.StartAsync(1, new Echo(stop => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop)));
        NoAnswerException silent = await Assert.ThrowsAsync<NoAnswerException>(() => client.RequestAsync(Question));
        Assert.Equal(Presence.ServersSilent, silent.Presence);
    }

    [Fact]
    public async Task SecondServerWithOneId_StandsAsideUntilTheFirstStops()
    {
        UnderstudyServer first = await _cluster.StartAsync(1, new Echo());
        UnderstudyServer twin = _cluster.Make(1, new Echo());
        var aside = new TaskCompletionSource();
        twin.RoleChanged += (_, change) =>
        {
            if (change.To == ServerRole.Aside)
                aside.TrySetResult();
        };
        await twin.StartAsync(TestContext.Current.CancellationToken);
        await aside.Task.WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System);
        Assert.Equal(ServerRole.Lead, first.Role);

        await first.StopAsync();
        await twin.Ready.WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System);
        Assert.Equal(ServerRole.Lead, twin.Role);
    }

    [Fact]
    public async Task Spread_OverFiveServers_IsAnsweredByEach()
    {
        var handlers = new Echo[5];
        for (int id = 1; id <= 5; id++)
            await _cluster.StartAsync(id, handlers[id - 1] = new Echo());
        await using UnderstudyClient client = _cluster.Client();

        // Every server knows every other once the last one is heard; a heartbeat more makes sure.
        await Task.Delay(TestCluster.Period * 2, TimeProvider.System, TestContext.Current.CancellationToken);
        for (int asked = 0; asked < 500; asked++)
            await client.RequestAsync(Question, RequestOrder.Spread, TestContext.Current.CancellationToken);
        Assert.All(handlers, handler => Assert.InRange(handler.Calls, 50, 150));
    }

    [Fact]
    public async Task Cancellation_OfARequest_CarriesTheCallersToken()
    {
        await using UnderstudyClient client = _cluster.Client();
        using var cancel = new CancellationTokenSource();
        Task<Reply> request = client.RequestAsync(Question, cancel.Token);
        await cancel.CancelAsync();
        OperationCanceledException cancelled = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => request);
        Assert.Equal(cancel.Token, cancelled.CancellationToken);
    }

    /// <summary>It has one word for all that goes wrong.</summary>
    [Fact]
    public async Task Reply_LongerThanADatagram_InTheClassicDialect_IsARejection()
    {
        await using var cluster = new TestCluster(Dialect.Classic);
        await cluster.StartAsync(1, new Verbose());
        await using UnderstudyClient client = cluster.Client();
        Assert.Equal(HandlerStatus.Rejected, (await client.RequestAsync(Question)).Status);
    }

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    private static async Task<(int?, int?)> AskAsync(UnderstudyClient client)
    {
        Reply reply = await client.RequestAsync(Question);
        return (reply.ServerId, reply.Rank);
    }

    private sealed class Rejecting : IRequestHandler
    {
        public ValueTask<HandlerStatus> HandleAsync(RequestContext context, CancellationToken cancellationToken)
        {
            context.Reply.Write("no"u8);
            return ValueTask.FromResult(HandlerStatus.Rejected);
        }
    }

    private sealed class Verbose : IRequestHandler
    {
        public ValueTask<HandlerStatus> HandleAsync(RequestContext context, CancellationToken cancellationToken)
        {
            context.Reply.Write(new byte[100_000]);
            return ValueTask.FromResult(HandlerStatus.Ok);
        }
    }
}
