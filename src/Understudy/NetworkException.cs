namespace Understudy;

/// <summary>
/// The network cannot be used: no such interface, a port taken, no permission. The message names the option, as in
/// <c>NetworkOptions.Interface</c>, and the cure.
/// </summary>
/// <remarks>
/// A server throws it only at its start, where it has waited long enough
/// (<see cref="UnderstudyServerOptions.WaitForNetwork"/>): once it runs, it waits for its network to come back, and
/// says so in its log. A client throws it for a request that could not be sent until its timeout was over.
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

    /// <summary>
    /// Whether it may pass by itself: an interface that is not there yet, is not up, or has no address. What has none
    /// of these at the start of a machine has them a little later.
    /// </summary>
    internal bool MayPass { get; init; }

    /// <param name="problem">Why, as a sentence or a phrase.</param>
    internal static NetworkException NotSent(string problem)
        => new($"The request cannot be sent: {problem.TrimEnd('.')}. Check the interface (NetworkOptions.Interface).");
}
