using Understudy.Testing;

namespace Understudy.Tests.Driving;

public class HandlerWarmUpTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly InMemoryNetwork _network = new();

    [Fact]
    public async Task Server_WhoseHandlerIsNotReady_DoesNotJoinBefore()
    {
        var handler = new Slow();
        await using UnderstudyServer server = Start(handler);
        await handler.Begun.Task.WaitAsync(Patience, TestContext.Current.CancellationToken);
        Assert.Equal((ServerRole.Joining, false), (server.Role, server.Ready.IsCompleted));

        handler.End.SetResult();
        await server.Ready.WaitAsync(Patience, TestContext.Current.CancellationToken);
        Assert.Equal(0, handler.Requests);
    }

    [Fact]
    public async Task Server_WhoseHandlerFailsToWarmUp_JoinsAllTheSame()
    {
        var handler = new Slow();
        handler.End.SetException(new InvalidOperationException("no database"));
        await using UnderstudyServer server = Start(handler);
        await server.Ready.WaitAsync(Patience, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task StopAsync_WhileTheHandlerWarmsUp_EndsThat()
    {
        var handler = new Slow();
        UnderstudyServer server = Start(handler);
        await handler.Begun.Task.WaitAsync(Patience, TestContext.Current.CancellationToken);
        await server.StopAsync(TestContext.Current.CancellationToken)
            .WaitAsync(Patience, TestContext.Current.CancellationToken);
        Assert.True(server.Ready.IsCanceled);
    }

    /// <summary>It waited for ever for a handler that heeds no token, and was ended by what one threw.</summary>
    [Fact]
    public async Task StopAsync_OfAWarmUpThatDoesNotHeedIt_WaitsNoLongerThanItsToken()
    {
        var handler = new Slow { Heeds = false };
        UnderstudyServer server = Start(handler);
        await handler.Begun.Task.WaitAsync(Patience, TestContext.Current.CancellationToken);
        await server.StopAsync(new CancellationToken(canceled: true))
            .WaitAsync(Patience, TestContext.Current.CancellationToken);
        Assert.False(server.Ready.IsCompletedSuccessfully);
        handler.End.SetResult();
        await server.StopAsync(TestContext.Current.CancellationToken)
            .WaitAsync(Patience, TestContext.Current.CancellationToken);
    }

    private UnderstudyServer Start(IRequestHandler handler)
    {
        var server = new UnderstudyServer(
            new UnderstudyServerOptions
            {
                Id = 1,
                Network = new NetworkOptions { DatagramNetwork = _network.Host("server") },
            },
            handler);
        _ = server.StartAsync(); // It is done: a network in memory is there at once.
        return server;
    }

    private sealed class Slow : IRequestHandler
    {
        public TaskCompletionSource Begun { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource End { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public int Requests { get; private set; }

        public bool Heeds { get; init; } = true;

        public ValueTask<HandlerStatus> HandleAsync(RequestContext context, CancellationToken cancellationToken)
        {
            Requests++;
            return ValueTask.FromResult(HandlerStatus.Ok);
        }

        public async ValueTask WarmUpAsync(CancellationToken cancellationToken)
        {
            if (!Heeds)
                cancellationToken.Register(() => throw new InvalidOperationException("It does not want to."));
            Begun.TrySetResult();
            await End.Task.WaitAsync(Heeds ? cancellationToken : CancellationToken.None);
        }
    }
}
