namespace Understudy.Server;

/// <summary>
/// Requests that came while the handler was busy. A server that is asked for more than it can do would else work
/// through a queue of requests whose clients have long asked another server, or given up: it would be late for all, and
/// go on being late when the load has fallen.
/// </summary>
/// <remarks>
/// Dropping what has waited too long keeps a server that is overloaded useful to the rest, and bounds the time it needs
/// to recover. It is fair: hosts take turns, and so do the ports of one host; where it is full, the eldest of whoever
/// has most waiting makes room. So nobody's flood costs another its answers. Owned by the request thread.
/// </remarks>
internal sealed class RequestBacklog
{
    private readonly TimeSpan _maxWait;
    private readonly int _capacity;
    private readonly WaitingLine _waiting = WaitingLine.OfHosts();

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
    /// <param name="isLate">Whether it has waited too long.</param>
    /// <returns>Its job, or null where none waits.</returns>
    public RequestJob? Take(TimeSpan now, out bool isLate)
    {
        RequestJob? next = Count == 0 ? null : _waiting.Take();
        isLate = next is not null && now - next.Arrival > _maxWait;
        return next;
    }
}
