using Understudy.Requesting;
using Understudy.Transport;

namespace Understudy;

/// <summary>Asks the group, and takes the first answer.</summary>
/// <remarks>
/// All members may be called from any thread, and any number of requests may be made at once: beyond
/// <see cref="UnderstudyClientOptions.MaxRequestsInFlight"/> they wait their turn. In the classic dialect each request
/// in flight has a socket of its own, since an answer carries no number to tell it by.
/// </remarks>
public sealed class UnderstudyClient : IAsyncDisposable
{
    private readonly UnderstudyClientOptions _options;
    private readonly SemaphoreSlim _turns;
    private readonly CancellationTokenSource _disposal = new();
    private InterfaceAddress? _local;
    private long _requests;
    private long _datagrams;

    /// <summary>Makes a client; nothing is sent until the first request.</summary>
    /// <param name="options">How it asks.</param>
    /// <exception cref="InvalidOptionException">An option cannot work.</exception>
    public UnderstudyClient(UnderstudyClientOptions options)
    {
        options.Validate();
        _options = options;
        _turns = new SemaphoreSlim(options.MaxRequestsInFlight);
    }

    /// <summary>Sends one request to the group, repeats it until an answer comes, and returns the first answer.</summary>
    /// <param name="request">The payload: in the classic dialect UTF-8 text, not empty. It is read until the returned task completes.</param>
    /// <param name="cancellationToken">Gives up at once.</param>
    /// <returns>The answer; a rejection by the handler is an answer too.</returns>
    /// <exception cref="NoAnswerException">Nobody answered within the timeout.</exception>
    /// <exception cref="NetworkException">The network does not let the client send.</exception>
    /// <exception cref="RequestTooLargeException">The request does not fit one datagram.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled, or the client disposed.</exception>
    public async Task<Reply> RequestAsync(ReadOnlyMemory<byte> request, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_disposal.IsCancellationRequested, this);
        if (request.IsEmpty)
            throw new ArgumentException("A request has at least one byte.", nameof(request));
        int limit = _options.Network.MaxDatagramBytes;
        if (request.Length > limit)
            throw new RequestTooLargeException(request.Length, limit);

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _disposal.Token);
        await _turns.WaitAsync(stop.Token).ConfigureAwait(false);
        try
        {
            // Looking an interface up costs more than a request; it is looked up again when the network has failed.
            InterfaceAddress local = _local ??= InterfaceAddress.Resolve(_options.Network.Interface);
            using var exchange = new ClassicExchange(_options, local);
            Interlocked.Increment(ref _requests);
            try
            {
                return await exchange.RunAsync(request, stop.Token).ConfigureAwait(false);
            }
            finally
            {
                Interlocked.Add(ref _datagrams, exchange.Attempts);
            }
        }
        catch (NetworkException)
        {
            _local = null;
            throw;
        }
        finally
        {
            _turns.Release();
        }
    }

    /// <summary>What the client has done so far. May be read at any time.</summary>
    public ClientStatistics Statistics => new(
        Interlocked.Read(ref _requests), Interlocked.Read(ref _datagrams), _datagrams - _requests, 0, 0);

    /// <summary>Ends the requests in flight as cancelled.</summary>
    public async ValueTask DisposeAsync() => await _disposal.CancelAsync().ConfigureAwait(false);
}
