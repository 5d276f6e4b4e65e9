namespace Understudy.SystemTests.Library;

/// <summary>What becomes of a request that a server, or all, cannot carry out.</summary>
public sealed class FailureTests : IAsyncDisposable
{
    private readonly TestCluster _cluster = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>
    /// A lead without descriptors, or without its files after an upgrade, rejected everything, and the others stood
    /// idle.
    /// </summary>
    [Fact]
    public async Task Lead_WhoseHandlerThrows_CostsNoRequest()
    {
        UnderstudyServer first = await _cluster.StartAsync(
            1, (_, _) => throw new IOException("Too many open files"));
        UnderstudyServer second = await _cluster.StartAsync(2, new Echo());
        await _cluster.StartAsync(3, new Echo());
        await using UnderstudyClient client = _cluster.Client();
        for (byte request = 0; request < 200; request++)
        {
            Reply reply = await client.RequestAsync(new[] { request }, Token);
            Assert.Equal((HandlerStatus.Ok, 2), (reply.Status, reply.ServerId));
            Assert.Equal(new[] { request }, reply.Payload.ToArray());
        }

        // It is out within two periods, which the requests above do not take.
        while (second.Role != ServerRole.Lead)
            Assert.NotEqual(1, (await client.RequestAsync("1"u8.ToArray(), Token)).ServerId);
        Member member = second.Members[1];
        Assert.Equal((MemberState.NotServing, NotServingReason.Failing), (member.State, member.NotServing));
        Assert.Equal(NotServingReason.Failing, first.NotServing);
    }

    [Fact]
    public async Task Lead_WhoseHandlerIsNotWell_IsOutUntilItIs()
    {
        var moody = new Moody();
        UnderstudyServer first = await _cluster.StartAsync(1, moody);
        UnderstudyServer second = await _cluster.StartAsync(2, new Echo());
        while (second.Role != ServerRole.Lead)
            await Task.Delay(5, Token);
        Assert.Equal((ServerRole.NotServing, NotServingReason.Unhealthy), (first.Role, first.NotServing));
        Assert.Equal(NotServingReason.Unhealthy, second.Members[1].NotServing);

        moody.Throws = true;
        await Task.Delay(TestCluster.Period * 2, Token);
        Assert.Equal(NotServingReason.Unhealthy, first.NotServing);
        moody.IsWell = true;
        moody.Throws = false;
        while (first.Role != ServerRole.Lead || second.Role != ServerRole.Understudy)
            await Task.Delay(5, Token);
    }

    /// <summary>It led for ever, and each fresh client paid for it.</summary>
    [Fact]
    public async Task Lead_ThatHearsNoRequests_IsOutWhenOthersHearSome()
    {
        var echo = new Echo();
        UnderstudyServer first = await _cluster.StartApartAsync(1, echo);
        UnderstudyServer second = await _cluster.StartAsync(2, new Echo());
        await _cluster.StartAsync(3, new Echo());
        while (second.Role != ServerRole.Lead)
        {
            await using UnderstudyClient client = _cluster.Client();
            Assert.NotEqual(1, (await client.RequestAsync("1"u8.ToArray(), Token)).ServerId);
        }

        Assert.Equal((ServerRole.NotServing, NotServingReason.Deaf), (first.Role, first.NotServing));
        Assert.Equal(NotServingReason.Deaf, second.Members[1].NotServing);
        Assert.Equal(0, echo.Calls);
    }

    [Fact]
    public async Task Request_ThatEveryServerFails_HasFailedSoonAndEachWasAskedOnce()
    {
        int calls = 0;
        for (int id = 1; id <= 3; id++)
        {
            await _cluster.StartAsync(id, (context, _) =>
            {
                Interlocked.Increment(ref calls);
                context.Reply.Write(new byte[2000]);
                return ValueTask.FromResult(HandlerStatus.Ok);
            });
        }

        await using UnderstudyClient client = _cluster.Client();
        var failure = await Assert.ThrowsAsync<RequestFailedException>(
            () => client.RequestAsync("large"u8.ToArray(), Token));
        Assert.Equal((FailureReason.ReplyTooLarge, 3), (failure.Reason, failure.Servers));
        Assert.InRange(failure.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(5));
        Assert.Equal(3, calls);
    }

    /// <summary>It was dropped unsaid: the client waited until it asked again.</summary>
    [Fact]
    public async Task Request_ThatAStoppingServerGivesUp_IsCarriedOutByTheNext()
    {
        var begun = new TaskCompletionSource();
        UnderstudyServer first = await _cluster.StartAsync(1, async (_, giveUp) =>
        {
            begun.TrySetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, giveUp);
            return HandlerStatus.Ok;
        });
        await _cluster.StartAsync(2, new Echo());
        await using UnderstudyClient client = _cluster.Client();
        Task<Reply> request = client.RequestAsync("ask"u8.ToArray(), Token);
        await begun.Task;
        await first.StopAsync(new CancellationToken(canceled: true));
        Assert.Equal(2, (await request).ServerId);
    }

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    /// <summary>Says of itself what it is told to.</summary>
    private sealed class Moody : IRequestHandler
    {
        public bool IsWell { get; set; }

        public bool Throws { get; set; }

        public ValueTask<HandlerStatus> HandleAsync(RequestContext context, CancellationToken cancellationToken)
            => ValueTask.FromResult(HandlerStatus.Ok);

        public async ValueTask<bool> IsHealthyAsync(CancellationToken cancellationToken)
        {
            await Task.Yield();
            return Throws ? throw new InvalidOperationException("The database is gone.") : IsWell;
        }
    }
}
