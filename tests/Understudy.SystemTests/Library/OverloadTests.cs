using System.Globalization;
using System.Text;
using Understudy.SystemTests.Load;

namespace Understudy.SystemTests.Library;

/// <summary>A server that is asked for more than it can do, or for much at once.</summary>
[Collection(TestsAlone.Name)]
public class OverloadTests
{
    private static readonly TimeSpan Work = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Overload = TimeSpan.FromSeconds(4);

    [Fact]
    public async Task Server_AskedForTwiceWhatItCanDo_AnswersWithinASecondOfTheLoadFalling()
    {
        await using var cluster = new TestCluster();
        await cluster.StartAsync(1, new Slow());
        await using (UnderstudyClient crowd = cluster.Client())
            await OverloadAsync(crowd);

        await using UnderstudyClient client = cluster.Client();
        Reply reply = await client.RequestAsync("one more"u8.ToArray(), TestContext.Current.CancellationToken);
        Assert.InRange(reply.Elapsed, Work, TimeSpan.FromSeconds(1));
    }

    /// <summary>With 1,024 in flight 7.7 % of them were lost, with 16,384 half of them.</summary>
    [Theory]
    [InlineData(1024)]
    [InlineData(16_384)]
    public async Task Requests_TenThousandAtOnce_AreAllAnswered(int inFlight)
    {
        await using var cluster = new TestCluster();
        await cluster.StartAsync(1, new Echo());
        await using UnderstudyClient client = cluster.Client(TimeSpan.FromSeconds(5), inFlight);

        Task<Reply>[] requests =
            [.. Enumerable.Range(0, 10_000).Select(number => client.RequestAsync(Numbered(number)))];
        Reply[] replies = await Task.WhenAll(requests);

        Assert.All(replies, (reply, number) => Assert.Equal(Numbered(number), reply.Payload.ToArray()));
        Reply next = await client.RequestAsync("one more"u8.ToArray(), TestContext.Current.CancellationToken);
        Assert.InRange(next.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(1));
    }

    private static byte[] Numbered(int number)
        => Encoding.UTF8.GetBytes(number.ToString(CultureInfo.InvariantCulture));

    /// <summary>Sends a request each 10 ms, and waits for no answer.</summary>
    private static async Task OverloadAsync(UnderstudyClient crowd)
    {
        using var timer = new PeriodicTimer(Work / 2);
        for (int sent = 0; sent < Overload / (Work / 2); sent++)
        {
            _ = crowd.RequestAsync("busy"u8.ToArray());
            await timer.WaitForNextTickAsync(TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Keeps the request thread for a while.</summary>
    private sealed class Slow : IRequestHandler
    {
        public ValueTask<HandlerStatus> HandleAsync(RequestContext context, CancellationToken cancellationToken)
        {
            cancellationToken.WaitHandle.WaitOne(Work);
            context.Reply.Write(context.Payload.Span);
            return ValueTask.FromResult(HandlerStatus.Ok);
        }
    }
}
