namespace Understudy.Protocol;

/// <summary>Times that a server and its clients must agree on.</summary>
internal static class Timings
{
    /// <summary>
    /// The longest that a client waits for an answer before it asks again. So it bounds the time to find a server that
    /// stands in. A server that needed longer for a reply knows that it was asked again: its reply says that it is
    /// busy.
    /// </summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(250);

    /// <summary>For how long a client asks, unless set otherwise.</summary>
    public static readonly TimeSpan UsualTimeout = TimeSpan.FromSeconds(5);
}
