namespace Understudy.Cli.Bench;

/// <summary>When each request of an open loop is due: evenly, whatever became of those before it.</summary>
/// <remarks>
/// A load generator that waits for an answer before it sends the next request falls silent exactly when the service is
/// slow, and so leaves out the requests that would have shown it: Gil Tene's <i>coordinated omission</i> ("How NOT to
/// Measure Latency"). Here a request exists from the moment it is due, and its latency counts from then, even if the
/// sender itself came late. Times are timestamps of a <see cref="TimeProvider"/>; there is no clock in here.
/// </remarks>
internal sealed class SendSchedule
{
    private readonly long _start;
    private readonly long _frequency;
    private readonly int _rate;

    /// <param name="start">When the first request is due.</param>
    /// <param name="frequency">Timestamps per second.</param>
    /// <param name="rate">Requests per second.</param>
    /// <param name="duration">No request is due once it is over.</param>
    public SendSchedule(long start, long frequency, int rate, TimeSpan duration)
    {
        _start = start;
        _frequency = frequency;
        _rate = rate;
        End = start + (long)((Int128)duration.Ticks * frequency / TimeSpan.TicksPerSecond);
    }

    public long End { get; }

    /// <summary>When a request is due; the first has the index 0.</summary>
    public long TimeOf(long index) => _start + (long)((Int128)index * _frequency / _rate);

    /// <summary>How many requests are due at a time or were before it.</summary>
    public long DueBy(long now)
    {
        // The next timestamp after now is the first at which one more may be due; rounded up, as TimeOf rounds down.
        Int128 span = Math.Min(now + 1, End) - _start;
        return (long)(((span * _rate) + _frequency - 1) / _frequency);
    }
}
