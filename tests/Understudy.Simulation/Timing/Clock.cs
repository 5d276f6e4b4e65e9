namespace Understudy.Simulation.Timing;

/// <summary>
/// A host's monotonic clock: it runs at a rate of its own, which may change, and never steps. In integers, so that it
/// is the same on every machine.
/// </summary>
internal sealed class Clock
{
    private const int Parts = 1_000_000;

    private long _trueBase;
    private long _localBase;
    private int _partsPerMillion = Parts;

    /// <summary>The clock shows zero now.</summary>
    public void Reset(long now)
    {
        _trueBase = now;
        _localBase = 0;
    }

    /// <param name="now">The true time.</param>
    /// <param name="drift">Parts in a million by which it is fast.</param>
    public void SetDrift(long now, int drift)
    {
        _localBase = At(now).Ticks;
        _trueBase = now;
        _partsPerMillion = Parts + drift;
    }

    public TimeSpan At(long now) => new(_localBase + ((now - _trueBase) * _partsPerMillion / Parts));

    /// <summary>The first true time at which the clock shows this.</summary>
    public long WhenShows(TimeSpan local)
    {
        long ahead = Math.Max(0, local.Ticks - _localBase);
        return _trueBase + (((ahead * Parts) + _partsPerMillion - 1) / _partsPerMillion);
    }
}
