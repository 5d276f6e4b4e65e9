using System.Collections.Concurrent;

namespace Understudy.SystemTests.Library;

/// <summary>What a handler is told by a server, and for how long it may use it.</summary>
public sealed class HandlerTests : IAsyncDisposable
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(30);

    private readonly TestCluster _cluster = new();

    [Fact]
    public async Task Repeat_ThatReachesAnotherServer_HasTheSameId()
    {
        var heard = new ConcurrentDictionary<int, (RequestId? Id, Peer Peer)>();
        var answered = new TaskCompletionSource();
        async ValueTask<HandlerStatus> Note(int server, RequestContext context, Task until)
        {
            heard[server] = (context.Id, context.Peer);
            await until.WaitAsync(Long, TimeProvider.System);
            return HandlerStatus.Ok;
        }

        await _cluster.StartAsync(1, (context, _) => Note(1, context, answered.Task));
        await _cluster.StartAsync(2, (context, _) => Note(2, context, Task.CompletedTask));
        await using UnderstudyClient client = _cluster.Client();
        Reply reply = await client.RequestAsync("ask"u8.ToArray(), TestContext.Current.CancellationToken);
        answered.SetResult();

        Assert.Equal(2, reply.ServerId);
        Assert.NotNull(heard[1].Id);
        Assert.Equal(heard[1], heard[2]);
    }

    /// <summary>Before there was a context, such a write spoiled the reply to another request.</summary>
    [Fact]
    public async Task Handler_ThatWritesAfterItsCall_IsToldSo()
    {
        RequestContext kept = default;
        await _cluster.StartAsync(1, async (context, _) =>
        {
            kept = context;
            await Task.Yield();
            context.Reply.Write("answer"u8);
            return HandlerStatus.Ok;
        });
        await using UnderstudyClient client = _cluster.Client();
        Reply reply = await client.RequestAsync("ask"u8.ToArray(), TestContext.Current.CancellationToken);
        Assert.Equal("answer"u8.ToArray(), reply.Payload.ToArray());
        Assert.Throws<InvalidOperationException>(() => kept.Reply.Write("late"u8));
    }

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();
}
