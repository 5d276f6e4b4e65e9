using System.Buffers.Binary;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Understudy.Client;
using Understudy.Diagnostics;
using Understudy.Driving;
using Understudy.Protocol;

namespace Understudy;

/// <summary>Asks the group, and takes the first answer.</summary>
/// <remarks>
/// All members may be called from any thread, and any number of requests may be made at once: beyond
/// <see cref="UnderstudyClientOptions.MaxRequestsInFlight"/> they wait their turn. One socket serves all. In the
/// classic dialect each request has its own, since answers carry no number that tells them apart.
/// </remarks>
public sealed class UnderstudyClient : IUnderstudyClient
{
    private readonly IClientDriver _driver;
    private readonly ClientListener _listener;
    private readonly int _maxPayload;
    private readonly RequestOrder _order;
    private readonly SemaphoreSlim _turns;
    private readonly TimeProvider _time;
    private readonly TimeSpan _timeout;
    private readonly CancellationTokenSource _disposal = new();

    /// <summary>Makes a client; nothing is sent until the first request.</summary>
    /// <param name="options">How it asks.</param>
    /// <param name="logger">Where it says what happens to its network; nowhere by default.</param>
    /// <exception cref="InvalidOptionException">An option cannot work.</exception>
    public UnderstudyClient(UnderstudyClientOptions options, ILogger<UnderstudyClient>? logger = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        options = options.Snapshot();
        long start = options.TimeProvider.GetTimestamp();
        _listener = new ClientListener(
            logger ?? NullLogger<UnderstudyClient>.Instance,
            new ClientMeters(options.MeterFactory),
            () => options.TimeProvider.GetElapsedTime(start));
        IDialect dialect = Dialects.Make(options.Network, MembershipOptions.HighestId);
        _maxPayload = options.Network.MaxDatagramBytes - dialect.RequestPrefix;
        _driver = DriverOf(options, dialect, _listener);
        _order = options.Order;
        _turns = new SemaphoreSlim(options.MaxRequestsInFlight);
        _time = options.TimeProvider;
        _timeout = options.Timeout;
    }

    /// <summary>What the client has done so far. May be read at any time.</summary>
    public ClientStatistics Statistics => _listener.Statistics;

    /// <summary>
    /// Sends one request in the order of <see cref="UnderstudyClientOptions.Order"/>, as the other overload does.
    /// </summary>
    /// <inheritdoc cref="RequestAsync(ReadOnlyMemory{byte}, RequestOrder, CancellationToken)"/>
    public Task<Reply> RequestAsync(ReadOnlyMemory<byte> request, CancellationToken cancellationToken = default)
        => RequestAsync(request, _order, cancellationToken);

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
    /// <exception cref="NetworkException">The network does not let the client send.</exception>
    /// <exception cref="RequestTooLargeException">The request does not fit one datagram.</exception>
    /// <exception cref="ArgumentException">The dialect cannot carry the request, or has no such order.</exception>
    /// <exception cref="OperationCanceledException">
    /// The token was cancelled, or the client disposed meanwhile.
    /// </exception>
    /// <exception cref="ObjectDisposedException">The client had been disposed.</exception>
    public async Task<Reply> RequestAsync(
        ReadOnlyMemory<byte> request, RequestOrder order, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_disposal.IsCancellationRequested, this);
        if (request.IsEmpty)
            throw new ArgumentException("A request has at least one byte.", nameof(request));
        if (order is not (RequestOrder.Lowest or RequestOrder.Spread))
            throw new ArgumentOutOfRangeException(nameof(order), order, "There is no such order.");
        if (request.Length > _maxPayload)
            throw new RequestTooLargeException(request.Length, _maxPayload);

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _disposal.Token);
        try
        {
            TimeSpan waited = await WaitForTurnAsync(stop.Token).ConfigureAwait(false);
            try
            {
                return await _driver.RequestAsync(request, order, waited, stop.Token).ConfigureAwait(false);
            }
            finally
            {
                _turns.Release();
            }
        }
        catch (OperationCanceledException cancelled) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancelled.Message, cancelled, cancellationToken);
        }
    }

    /// <summary>Ends the requests in flight as cancelled.</summary>
    public async ValueTask DisposeAsync()
    {
        await _disposal.CancelAsync().ConfigureAwait(false);
        _driver.Dispose();
        _listener.Dispose();
    }

    /// <returns>How long that took.</returns>
    /// <exception cref="NoAnswerException">The time of a request was over.</exception>
    private ValueTask<TimeSpan> WaitForTurnAsync(CancellationToken stop)
        => _turns.Wait(TimeSpan.Zero, stop) ? new ValueTask<TimeSpan>(TimeSpan.Zero) : WaitForOthersAsync(stop);

    private async ValueTask<TimeSpan> WaitForOthersAsync(CancellationToken stop)
    {
        long start = _time.GetTimestamp();
        using var over = new CancellationTokenSource(_timeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, over.Token);
        try
        {
            await _turns.WaitAsync(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (over.IsCancellationRequested && !stop.IsCancellationRequested)
        {
            throw new NoAnswerException(attempts: 0, _time.GetElapsedTime(start), Presence.Unknown);
        }

        return _time.GetElapsedTime(start);
    }

    private static IClientDriver DriverOf(
        UnderstudyClientOptions options, IDialect dialect, IClientEvents events)
    {
        IDatagramNetwork network = options.Network.ToDatagramNetwork();
        if (!dialect.NumbersRequests)
            return new ClassicDriver(options, network, dialect, events);

        ClientRehearsal.RunOnce(dialect);
        ulong client = BinaryPrimitives.ReadUInt64LittleEndian(RandomNumberGenerator.GetBytes(sizeof(ulong)));
        var frames = new ClientFrames(dialect, client);
        return new ClientDriver(options, network, new ClientEngine(frames, options.Timeout, events));
    }
}
