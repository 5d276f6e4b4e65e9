namespace Understudy.Server;

/// <summary>
/// Tells whether requests get on. A server whose handler hangs is no use, however healthy its heartbeats: the heartbeat
/// thread asks here before it sends one, so such a server is given up like a dead one.
/// </summary>
/// <remarks>
/// Stuck is a handler that keeps the request thread, or all places for requests in progress, for longer than a period
/// without one request being finished. One that may rightly take longer must not complete on the request thread.
/// </remarks>
internal sealed class ProgressWatch
{
    private const long Idle = -1;

    private long _busySince = Idle;

    /// <summary>No further request can be taken until one is finished.</summary>
    public void Busy(TimeSpan now) => Interlocked.CompareExchange(ref _busySince, now.Ticks, Idle);

    /// <summary>A request was finished.</summary>
    public void Free() => Volatile.Write(ref _busySince, Idle);

    public bool IsStuck(TimeSpan now, TimeSpan period)
    {
        long since = Volatile.Read(ref _busySince);
        return since != Idle && now.Ticks - since > period.Ticks;
    }
}
