using Understudy.Simulation.Timing;

namespace Understudy.Simulation.Checking;

/// <summary>When a request is to be repeated at the latest, in ticks.</summary>
internal sealed class RequestPace
{
    /// <summary>The longest wait that is reached by doubling.</summary>
    private const double Longest = 250 * Durations.Millisecond;

    /// <summary>Threads wait in whole milliseconds, and clocks go slow.</summary>
    private const long Slack = 3 * Durations.Millisecond;

    private double _wait;

    /// <param name="beganAt">When it was sent first.</param>
    /// <param name="firstWait">The wait before the first repeat.</param>
    public RequestPace(long beganAt, double firstWait)
    {
        BeganAt = beganAt;
        _wait = firstWait;
    }

    public long BeganAt { get; }

    /// <summary>Whether all its attempts could be sent.</summary>
    public bool IsStrict { get; set; } = true;

    public long DueAt { get; private set; } = long.MaxValue;

    /// <summary>An attempt was sent.</summary>
    public void Sent(long now)
    {
        DueAt = now + (long)(_wait * 1.01) + Slack;
        _wait = Math.Max(_wait, Math.Min(2 * _wait, Longest));
    }
}
