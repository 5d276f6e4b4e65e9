namespace Understudy;

/// <summary>
/// The network cannot be used: no such interface, a port taken, no permission. The message names the option, as in
/// <c>NetworkOptions.Interface</c>, and the cure.
/// </summary>
/// <remarks>
/// A server throws it only at its start: once it runs, it waits for its network to come back, and says so in its log. A
/// client throws it for a request that could not be sent until its timeout was over.
/// </remarks>
public sealed class NetworkException : UnderstudyException
{
    /// <summary>Makes the exception.</summary>
    /// <param name="message">What is wrong, and the cure, as sentences for a person.</param>
    /// <param name="innerException">The error that showed it.</param>
    public NetworkException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }

    /// <param name="problem">Why, as a sentence or a phrase.</param>
    internal static NetworkException NotSent(string problem)
        => new($"The request cannot be sent: {problem.TrimEnd('.')}. Check the interface (NetworkOptions.Interface).");
}
