namespace Understudy.Diagnostics;

/// <summary>
/// Lets one line of a kind into the log each second, and counts those that it holds back: what strangers can cause must
/// fill neither a disk nor the time of the thread that says it.
/// </summary>
/// <remarks>Safe from any thread. It takes no lock and allocates nothing.</remarks>
internal sealed class LineLimit
{
    private static readonly long Interval = TimeSpan.FromSeconds(1).Ticks;

    private readonly long _slack;
    private long _due;
    private long _heldBack;

    /// <param name="burst">So many lines may come at once, after a time without any.</param>
    public LineLimit(int burst = 1) => _slack = (burst - 1) * Interval;

    /// <summary>Whether a line may be said now.</summary>
    /// <param name="now">The time.</param>
    /// <param name="alike">How many lines of its kind were held back since the last one.</param>
    public bool Allows(TimeSpan now, out Alike alike)
    {
        alike = default;
        long due = Interlocked.Read(ref _due);
        long next = Math.Max(due, now.Ticks) + Interval;
        if (now.Ticks < due - _slack || Interlocked.CompareExchange(ref _due, next, due) != due)
        {
            Interlocked.Increment(ref _heldBack);
            return false;
        }

        alike = new Alike(Interlocked.Exchange(ref _heldBack, 0));
        return true;
    }
}
