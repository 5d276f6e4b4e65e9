using Understudy.Protocol;

namespace Understudy.Client;

/// <summary>
/// How long to wait for an answer before asking again: the retransmission timeout of RFC 6298, section 2, with Karn's
/// rule (a request that was repeated tells nothing of the round trip, for the answer may be to either attempt).
/// </summary>
/// <remarks>
/// The bounds are tighter than the RFC's second: a repeat costs one datagram, the answer it brings forward is what all
/// this is for.
/// </remarks>
internal sealed class RoundTripEstimate
{
    /// <summary>The wait before anything was measured.</summary>
    public static readonly TimeSpan Initial = TimeSpan.FromMilliseconds(50);

    /// <summary>The shortest wait.</summary>
    public static readonly TimeSpan Floor = TimeSpan.FromMilliseconds(2);

    /// <summary>The longest wait.</summary>
    public static readonly TimeSpan Ceiling = Timings.LongestWait;

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

        Timeout = Clamp(_smoothed.Value + (_variation * 4));
    }

    /// <summary>
    /// A request that was sent more than once was answered: that is no measurement, but the round trip may be as long.
    /// So the wait is kept up until there is one (section 5.5); else a delay that has grown would make every request
    /// repeat too early, and none would ever be a measurement again.
    /// </summary>
    public void Bounded(TimeSpan elapsed)
    {
        if (elapsed > Timeout)
            Timeout = Clamp(elapsed);
    }

    public static TimeSpan Clamp(TimeSpan wait)
    {
        if (wait < Floor)
            return Floor;
        return wait > Ceiling ? Ceiling : wait;
    }
}
