namespace Understudy;

/// <summary>
/// Asks the group, and takes the first answer: an <see cref="UnderstudyClient"/>, or a stand-in for it in a test.
/// </summary>
/// <remarks>All members may be called from any thread, and any number of requests may be made at once.</remarks>
public interface IUnderstudyClient : IAsyncDisposable
{
    /// <summary>What the client has done so far. May be read at any time.</summary>
    ClientStatistics Statistics { get; }

    /// <summary>Sends one request, in the order that the client was made with, as the other overload does.</summary>
    /// <inheritdoc cref="RequestAsync(ReadOnlyMemory{byte}, RequestOrder, CancellationToken)"/>
    Task<Reply> RequestAsync(ReadOnlyMemory<byte> request, CancellationToken cancellationToken = default);

    /// <summary>
    /// Sends one request to the group, repeats it until an answer comes, and returns the first answer.
    /// </summary>
    /// <param name="request">
    /// The payload, not empty; in the classic dialect UTF-8 text. It is read until the returned task completes.
    /// </param>
    /// <param name="order">Which server is asked first.</param>
    /// <param name="cancellationToken">Gives up at once.</param>
    /// <returns>The answer; a rejection by the handler is an answer too.</returns>
    /// <exception cref="NoAnswerException">Nobody answered within the timeout.</exception>
    /// <exception cref="RequestFailedException">
    /// No server that can be reached was able to carry the request out.
    /// </exception>
    /// <exception cref="NetworkException">The network does not let the client send.</exception>
    /// <exception cref="RequestTooLargeException">The request does not fit one datagram.</exception>
    /// <exception cref="ArgumentException">The dialect cannot carry the request, or has no such order.</exception>
    /// <exception cref="OperationCanceledException">
    /// The token was cancelled, or the client disposed meanwhile.
    /// </exception>
    /// <exception cref="ObjectDisposedException">The client had been disposed.</exception>
    Task<Reply> RequestAsync(
        ReadOnlyMemory<byte> request, RequestOrder order, CancellationToken cancellationToken = default);
}
