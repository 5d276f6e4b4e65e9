namespace Understudy.Server;

/// <summary>
/// What the handler says of its own health, once a period: that it is well, or not, or nothing for long.
/// </summary>
/// <remarks>The request thread begins a check; whoever carries it out ends it. Safe from any thread.</remarks>
internal sealed class HealthWatch
{
    private const long Never = -1;

    private long _askedAt = Never;
    private volatile bool _isUnwell;

    /// <summary>The handler is asked, unless it still is.</summary>
    /// <returns>Whether to ask it.</returns>
    public bool TryBegin(TimeSpan now) => Interlocked.CompareExchange(ref _askedAt, now.Ticks, Never) == Never;

    /// <summary>It has said whether it is well.</summary>
    public void End(bool isWell)
    {
        _isUnwell = !isWell;
        Volatile.Write(ref _askedAt, Never);
    }

    /// <summary>Whether it is not well, or has not said so for longer than a period.</summary>
    public bool IsUnwell(TimeSpan now, TimeSpan period)
    {
        long askedAt = Volatile.Read(ref _askedAt);
        return _isUnwell || (askedAt != Never && now.Ticks - askedAt > period.Ticks);
    }
}
