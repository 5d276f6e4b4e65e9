namespace Understudy.Server;

/// <summary>
/// Requests that came while the handler was busy. A server that is asked for more than it can do would else work
/// through a queue of requests whose clients have long asked another server, or given up: it would be late for all, and
/// go on being late when the load has fallen.
/// </summary>
/// <remarks>
/// Dropping what has waited too long keeps a server that is overloaded useful to the rest, and bounds the time it needs
/// to recover. It is fair: hosts take turns, and so do the ports of one host; where it is full, the eldest of whoever
/// has most waiting makes room. So nobody's flood costs another its answers. What has waited for longer than its client
/// does is dropped in any case. Owned by the request thread.
/// </remarks>
internal sealed class RequestBacklog
{
    /// <summary>
    /// So much of the handler's time is given to late ones all the same. A thread that had to wait for a core has
    /// caught up by then; a server that is asked for too much has not. (CoDel, RFC 8289, allows as much of the clock's
    /// time.)
    /// </summary>
    public static readonly TimeSpan Allowance = TimeSpan.FromMilliseconds(100);

    private readonly TimeSpan _maxWait;
    private readonly int _capacity;
    private readonly WaitingLine _waiting = WaitingLine.OfHosts();

    /// <summary>The handler's time before the first late one since the last time that none waited.</summary>
    private TimeSpan? _spentBefore;

    /// <param name="maxWait">How long a request may wait.</param>
    /// <param name="capacity">How many can wait.</param>
    public RequestBacklog(TimeSpan maxWait, int capacity)
    {
        _maxWait = maxWait;
        _capacity = capacity;
    }

    public int Count => _waiting.Count;

    /// <summary>A request has come.</summary>
    /// <returns>The job that had to make room; else null.</returns>
    public RequestJob? Add(RequestJob job)
    {
        RequestJob? displaced = Count < _capacity ? null : _waiting.TakeOfLongest();
        _waiting.Add(job);
        return displaced;
    }

    /// <summary>Takes the next.</summary>
    /// <param name="now">The time.</param>
    /// <param name="spent">The handler's time so far.</param>
    /// <param name="isLate">Whether it has waited too long, and others before it have had the handler's time.</param>
    /// <returns>Its job, or null where none waits.</returns>
    public RequestJob? Take(TimeSpan now, TimeSpan spent, out bool isLate)
    {
        isLate = false;
        if (Count == 0)
        {
            _spentBefore = null;
            return null;
        }

        RequestJob next = _waiting.Take();
        TimeSpan waited = now - next.Arrival;
        if (waited > next.TimeLeft)
        {
            isLate = true;
        }
        else if (waited > _maxWait)
        {
            _spentBefore ??= spent;
            isLate = spent - _spentBefore > Allowance;
        }

        return next;
    }
}
