namespace Understudy.SystemTests.Library;

/// <summary>What the framework allocates for a request on the server's side.</summary>
public class AllocationTests
{
    private const int Requests = 3_000;
    private const int Remembered = 64;

    [Fact]
    public async Task Request_InSteadyState_AllocatesNothingOnTheRequestThread()
    {
        await using var cluster = new TestCluster { RememberedRequests = Remembered };
        var handler = new AllocationMeter();
        await cluster.StartAsync(1, handler);
        await using UnderstudyClient client = cluster.Client();
        for (int request = 0; request < Requests; request++)
            await client.RequestAsync("3+5-4/3*4"u8.ToArray(), TestContext.Current.CancellationToken);

        // Now and then a method is compiled anew, or a request begins a new socket address; never with each request.
        Assert.Equal(0, handler.Median(last: Requests / 2));
    }

    /// <summary>Notes how much its thread has allocated from one request to the next, its own work excepted.</summary>
    private sealed class AllocationMeter : IRequestHandler
    {
        private readonly long[] _allocated = new long[2 * Requests];
        private long _before;
        private int _count;

        public ValueTask<HandlerStatus> HandleAsync(RequestContext context, CancellationToken cancellationToken)
        {
            _allocated[_count++] = GC.GetAllocatedBytesForCurrentThread() - _before;
            context.Reply.Write(context.Payload.Span);
            _before = GC.GetAllocatedBytesForCurrentThread();
            return ValueTask.FromResult(HandlerStatus.Ok);
        }

        public long Median(int last) => _allocated[(_count - last).._count].Order().ElementAt(last / 2);
    }
}
