namespace Understudy.Server;

/// <summary>
/// Tells whether requests get on. A server whose handler hangs is no use, however healthy its heartbeats: the heartbeat
/// thread asks here before it sends one, which then says so.
/// </summary>
/// <remarks>
/// Stuck is a handler that keeps the request thread for longer than a period, or keeps all places for requests in
/// progress for longer without one request being finished. The two are told apart: a request that is finished beside a
/// thread that hangs does not free the thread. A handler that may rightly take longer must not complete on the request
/// thread.
/// </remarks>
internal sealed class ProgressWatch
{
    private const long Never = -1;

    private long _calledAt = Never;
    private long _fullSince = Never;

    /// <summary>A handler has the request thread.</summary>
    public void Called(TimeSpan now) => Volatile.Write(ref _calledAt, now.Ticks);

    /// <summary>The handler has given the request thread back.</summary>
    public void Returned() => Volatile.Write(ref _calledAt, Never);

    /// <summary>All places are taken: a request was turned away.</summary>
    public void Full(TimeSpan now) => Interlocked.CompareExchange(ref _fullSince, now.Ticks, Never);

    /// <summary>There is a place again. Safe from any thread.</summary>
    public void Free() => Volatile.Write(ref _fullSince, Never);

    /// <summary>Whether requests have not got on for longer than a period. Safe from any thread.</summary>
    public bool IsStuck(TimeSpan now, TimeSpan period)
        => IsOver(Volatile.Read(ref _calledAt), now, period) || IsOver(Volatile.Read(ref _fullSince), now, period);

    private static bool IsOver(long since, TimeSpan now, TimeSpan period)
        => since != Never && now.Ticks - since > period.Ticks;
}
