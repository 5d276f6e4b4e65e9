namespace Understudy;

/// <summary>
/// The network does not let the server or client begin: no such interface, a port taken, no permission. The message
/// names the option, as in <c>NetworkOptions.Interface</c>, and the cure.
/// </summary>
/// <remarks>
/// A server throws it only at its start: once running, it survives its network and says so in its log. A client throws
/// it for a request that, when its timeout was over, could not even be sent.
/// </remarks>
public sealed class NetworkException : UnderstudyException
{
    /// <summary>Makes the exception.</summary>
    /// <param name="message">What is wrong, and the cure, as sentences for a person.</param>
    /// <param name="innerException">What it was found by.</param>
    public NetworkException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }

    internal static NetworkException NotSent(Exception error)
        => new($"The request cannot be sent: {error.Message} Check the interface (NetworkOptions.Interface).", error);
}
