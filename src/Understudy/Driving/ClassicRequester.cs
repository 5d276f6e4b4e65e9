using Understudy.Protocol;
using Understudy.Transport;

namespace Understudy.Driving;

/// <summary>Requests in the classic dialect, each with a socket of its own.</summary>
internal sealed class ClassicRequester : IRequester
{
    private readonly UnderstudyClientOptions _options;
    private InterfaceAddress? _local;
    private long _requests;
    private long _datagrams;

    public ClassicRequester(UnderstudyClientOptions options) => _options = options;

    public int MaxPayload => _options.Network.MaxDatagramBytes;

    public ClientStatistics Statistics
    {
        get
        {
            long requests = Interlocked.Read(ref _requests);
            long datagrams = Interlocked.Read(ref _datagrams);
            return new ClientStatistics
            {
                Requests = requests,
                DatagramsSent = datagrams,
                Repeats = Math.Max(0, datagrams - requests),
            };
        }
    }

    public async Task<Reply> RequestAsync(ReadOnlyMemory<byte> payload, RequestOrder order, CancellationToken cancellationToken)
    {
        if (order != RequestOrder.Lowest)
            throw new ArgumentException("The classic dialect knows the order of the lowest id alone.", nameof(order));
        if (ClassicText.Check(payload.Span, MaxPayload) != DatagramStatus.Ok)
            throw new ArgumentException("A request in the classic dialect is UTF-8 text without control characters.", nameof(payload));

        try
        {
            // Looking an interface up costs more than a request; it is looked up again when the network has failed.
            InterfaceAddress local = _local ??= InterfaceAddress.Resolve(_options.Network.Interface);
            using var exchange = new ClassicExchange(_options, local);
            Interlocked.Increment(ref _requests);
            try
            {
                return await exchange.RunAsync(payload, cancellationToken).ConfigureAwait(false);
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
    }

    public void Dispose() => _local = null;
}
