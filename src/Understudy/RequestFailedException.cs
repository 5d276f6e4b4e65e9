using System.Globalization;

namespace Understudy;

/// <summary>
/// No server that could be reached was able to carry the request out. Each was asked, and said so. It is no rejection:
/// the next request may fare better.
/// </summary>
public sealed class RequestFailedException : UnderstudyException
{
    /// <summary>Makes the exception.</summary>
    /// <param name="reason">Why the last server could not.</param>
    /// <param name="servers">How many servers said that they could not.</param>
    /// <param name="attempts">How often the request was sent.</param>
    /// <param name="elapsed">How long the client waited.</param>
    public RequestFailedException(FailureReason reason, int servers, int attempts, TimeSpan elapsed)
        : base(Describe(reason, servers))
    {
        Reason = reason;
        Servers = servers;
        Attempts = attempts;
        Elapsed = elapsed;
    }

    /// <summary>Why the last server could not.</summary>
    public FailureReason Reason { get; }

    /// <summary>How many servers said that they could not.</summary>
    public int Servers { get; }

    /// <summary>How often the request was sent.</summary>
    public int Attempts { get; }

    /// <summary>How long the client waited, from the call.</summary>
    public TimeSpan Elapsed { get; }

    /// <summary>As the end of a sentence about a server, or several.</summary>
    internal static string Describe(FailureReason reason) => reason switch
    {
        FailureReason.HandlerFailed => "its handler failed, as its log tells",
        FailureReason.ReplyTooLarge => "the reply does not fit one datagram (NetworkOptions.MaxDatagramBytes)",
        FailureReason.ShuttingDown => "it stops",
        _ => string.Create(CultureInfo.InvariantCulture, $"for a reason of another version ({(int)reason})"),
    };

    private static string Describe(FailureReason reason, int servers) => servers == 1
        ? $"The only server that is there could not carry the request out: {Describe(reason)}."
        : string.Create(
            CultureInfo.InvariantCulture,
            $"None of the {servers} servers could carry the request out; of the last: {Describe(reason)}.");
}
