namespace Understudy.Server;

/// <summary>
/// Requests that came while the handler was busy, the eldest first. A server that is asked for
/// more than it can do would else work through a queue of requests whose clients have long asked another server, or
/// given up: it would be late for all, and go on being late when the load has fallen.
/// </summary>
/// <remarks>
/// Dropping what has waited too long keeps a server that is overloaded useful to the rest, and bounds the time it needs
/// to recover. Where it is full, the eldest makes room. Owned by the request thread.
/// </remarks>
internal sealed class RequestBacklog
{
    private readonly TimeSpan _maxWait;
    private readonly int _capacity;
    private readonly Queue<RequestJob> _waiting = new();

    /// <param name="maxWait">How long a request may wait.</param>
    /// <param name="capacity">How many can wait.</param>
    public RequestBacklog(TimeSpan maxWait, int capacity)
    {
        _maxWait = maxWait;
        _capacity = capacity;
    }

    public int Count => _waiting.Count;

    /// <summary>A request has come.</summary>
    /// <returns>The job of the eldest, where it had to make room; else null.</returns>
    public RequestJob? Add(RequestJob job)
    {
        RequestJob? displaced = _waiting.Count < _capacity ? null : _waiting.Dequeue();
        _waiting.Enqueue(job);
        return displaced;
    }

    /// <summary>Takes the eldest.</summary>
    /// <param name="now">The time.</param>
    /// <param name="isLate">Whether it has waited too long.</param>
    /// <returns>Its job, or null where none waits.</returns>
    public RequestJob? Take(TimeSpan now, out bool isLate)
    {
        isLate = _waiting.TryDequeue(out RequestJob? eldest) && now - eldest.Arrival > _maxWait;
        return eldest;
    }
}
