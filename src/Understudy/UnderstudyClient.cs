using Microsoft.Extensions.Logging;

namespace Understudy;

/// <summary>Asks the group, and takes the first answer.</summary>
/// <remarks>
/// All members may be called from any thread, and any number of requests may be made at once. In the classic dialect
/// each request in flight has a socket of its own, since an answer carries no number to tell it by.
/// </remarks>
public sealed class UnderstudyClient : IAsyncDisposable
{
    /// <summary>Makes a client; nothing is sent until the first request.</summary>
    /// <exception cref="InvalidOptionException">An option cannot work.</exception>
    public UnderstudyClient(UnderstudyClientOptions options, ILogger<UnderstudyClient>? logger = null)
    {
    }

    /// <summary>Sends one request to the group, repeats it until an answer comes, and returns the first answer.</summary>
    /// <param name="request">The payload. It is read until the returned task completes.</param>
    /// <param name="cancellationToken">Gives up at once.</param>
    /// <exception cref="NoAnswerException">Nobody answered within the timeout.</exception>
    /// <exception cref="NetworkException">The network does not let the client send at all.</exception>
    /// <exception cref="RequestTooLargeException">The request does not fit one datagram.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public Task<Reply> RequestAsync(ReadOnlyMemory<byte> request, CancellationToken cancellationToken = default)
        => throw new NotImplementedException();

    /// <summary>Fails the requests in flight as cancelled, and closes the sockets.</summary>
    public ValueTask DisposeAsync() => throw new NotImplementedException();
}
