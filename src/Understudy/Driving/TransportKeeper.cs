using Understudy.Diagnostics;

namespace Understudy.Driving;

/// <summary>
/// Holds the transport that hears one lane, and replaces it when told. A server outlives its network: where a transport
/// cannot be opened, there is none until the next try.
/// </summary>
/// <remarks>The heartbeat thread opens and replaces; the rest may be called from any thread.</remarks>
internal sealed class TransportKeeper : IDisposable
{
    private readonly IDatagramNetwork _network;
    private readonly Lane _lane;
    private readonly NetworkListener _listener;
    private readonly Lock _gate = new();

    private volatile IDatagramTransport? _current;
    private long _droppedEarlier;
    private bool _stopped;

    public TransportKeeper(IDatagramNetwork network, Lane lane, NetworkListener listener)
    {
        _network = network;
        _lane = lane;
        _listener = listener;
    }

    /// <summary>The transport, or null while none can be opened.</summary>
    public IDatagramTransport? Current => _current;

    /// <summary>The datagrams that were dropped unheard, over all transports so far.</summary>
    public long Dropped
    {
        get
        {
            lock (_gate)
                return _droppedEarlier + (_current?.Dropped ?? 0);
        }
    }

    /// <summary>Opens the first transport.</summary>
    /// <returns>Where it is, for a person.</returns>
    /// <exception cref="NetworkException">The network does not let it.</exception>
    public string Open()
    {
        IDatagramTransport transport = _network.OpenServer(_lane);
        _listener.Opened(_lane, transport);
        Install(transport);
        return transport.Place;
    }

    /// <summary>
    /// Opens a new transport and closes the old one, which ends a wait that is going on in it and throws away what
    /// waited. From then on, a request that is still read from the old one is out of date.
    /// </summary>
    public void Replace()
    {
        try
        {
            IDatagramTransport transport = _network.OpenServer(_lane);
            _listener.Replaced(_lane, transport);
            Install(transport);
        }
        catch (NetworkException error)
        {
            _listener.Fails(_lane, error);
            Install(null);
        }
    }

    /// <summary>Closes the transport, for as long as no other is opened.</summary>
    public void Close() => Install(null);

    /// <summary>Sends to one peer by the transport of this moment.</summary>
    public SendResult Send(Peer peer, ReadOnlySpan<byte> datagram)
        => _current?.Send(peer, datagram) ?? SendResult.Failed("No transport is open");

    /// <summary>Sends to the lane by the transport of this moment.</summary>
    public SendResult SendToGroup(ReadOnlySpan<byte> datagram)
        => _current?.SendToGroup(_lane, datagram) ?? SendResult.Failed("No transport is open");

    /// <summary>Hears no more and opens no other transport; replies can still be sent until it is disposed.</summary>
    public void StopReceiving()
    {
        lock (_gate)
        {
            _stopped = true;
            _current?.StopReceiving();
        }
    }

    /// <summary>Closes the transport, ends a wait that is going on in it, and opens no other.</summary>
    public void Dispose()
    {
        lock (_gate)
            _stopped = true;
        Close();
    }

    private void Install(IDatagramTransport? transport)
    {
        lock (_gate)
        {
            if (_stopped && transport is not null)
            {
                transport.Dispose();
                return;
            }

            IDatagramTransport? old = _current;
            _current = transport;
            _droppedEarlier += old?.Dropped ?? 0;
            old?.Dispose();
        }
    }
}
