namespace Understudy.Protocol;

/// <summary>Times that a server and its clients must agree on.</summary>
internal static class Timings
{
    /// <summary>
    /// The longest that a client waits for an answer before it asks again. It bounds how long a client takes to find a
    /// server that stands in. A server that has needed longer for a reply knows that it was asked again, and says with
    /// the reply that it is busy.
    /// </summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(250);
}
