using Understudy.Protocol;

namespace Understudy.Client;

/// <summary>
/// How long a client waits for an answer before it sends its request again: a little at first, since a datagram may be
/// lost, then twice as long each time, up to a ceiling, so that a server that stands in is found soon.
/// </summary>
internal sealed class RepeatSchedule
{
    /// <summary>The wait before the first repeat.</summary>
    public static readonly TimeSpan Initial = TimeSpan.FromMilliseconds(50);

    /// <summary>The longest wait between two repeats.</summary>
    public static readonly TimeSpan Ceiling = Timings.LongestWait;

    private readonly TimeSpan _timeout;
    private TimeSpan _delay;

    public RepeatSchedule(TimeSpan timeout)
    {
        _timeout = timeout;
        _delay = Initial;
    }

    /// <summary>The wait after the next attempt, or null where the timeout is over.</summary>
    /// <param name="elapsed">The time since the first attempt.</param>
    public TimeSpan? NextWait(TimeSpan elapsed)
    {
        TimeSpan left = _timeout - elapsed;
        if (left <= TimeSpan.Zero)
            return null;

        TimeSpan wait = _delay < left ? _delay : left;
        _delay = _delay * 2 < Ceiling ? _delay * 2 : Ceiling;
        return wait;
    }
}
