using Understudy.Protocol;

namespace Understudy.Client;

/// <summary>
/// How long to wait for an answer before asking again: the retransmission timeout of RFC 6298, section 2, with Karn's
/// rule (a repeated request does not measure the round trip, since the answer may be to either attempt).
/// </summary>
/// <remarks>
/// The bounds are tighter than the RFC's one second: a repeat costs one datagram, and an early answer is the purpose of
/// this library.
/// </remarks>
internal sealed class RoundTripEstimate
{
    /// <summary>The wait before anything was measured.</summary>
    public static readonly TimeSpan Initial = TimeSpan.FromMilliseconds(50);

    /// <summary>The shortest wait.</summary>
    public static readonly TimeSpan Floor = TimeSpan.FromMilliseconds(2);

    /// <summary>
    /// The longest wait that a request doubles its waits to. Who stands in is found within that, so it is no longer
    /// where that is not the time that answers take.
    /// </summary>
    public static readonly TimeSpan Ceiling = Timings.LongestWait;

    /// <summary>The longest wait, where answers have been measured to take as long.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);

    private TimeSpan? _smoothed;
    private TimeSpan _variation;

    /// <summary>The wait before the first repeat.</summary>
    public TimeSpan Timeout { get; private set; } = Initial;

    /// <summary>A request that was sent once was answered.</summary>
    public void Measured(TimeSpan roundTrip)
    {
        if (_smoothed is { } smoothed)
        {
            TimeSpan off = (smoothed - roundTrip).Duration();
            _variation = (_variation * 0.75) + (off * 0.25);
            _smoothed = (smoothed * 0.875) + (roundTrip * 0.125);
        }
        else
        {
            _variation = roundTrip / 2;
            _smoothed = roundTrip;
        }

        TimeSpan timeout = _smoothed.Value + (_variation * 4);
        Timeout = timeout < Floor ? Floor : timeout > Longest ? Longest : timeout;
    }

    /// <summary>
    /// A request that was sent more than once was answered. That is no measurement, but the round trip may be as long
    /// as this. So the wait grows to it until there is a measurement (section 5.5). Otherwise, when the delay grows,
    /// every request would be repeated too early, and none would measure anything again.
    /// </summary>
    public void Bounded(TimeSpan elapsed)
    {
        TimeSpan bound = elapsed < Ceiling ? elapsed : Ceiling;
        if (bound > Timeout)
            Timeout = bound;
    }

    /// <summary>The wait after a repeat: twice the one before it, up to the ceiling, and never a shorter one.</summary>
    public static TimeSpan Doubled(TimeSpan wait)
    {
        if (wait >= Ceiling)
            return wait;
        return wait * 2 < Ceiling ? wait * 2 : Ceiling;
    }
}
