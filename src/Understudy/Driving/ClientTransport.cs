namespace Understudy.Driving;

/// <summary>The transport that a client has open, which may be replaced by another. Safe from any thread.</summary>
internal sealed class ClientTransport : IDisposable
{
    private readonly IDatagramNetwork _network;
    private readonly Lock _gate = new();
    private volatile IDatagramTransport? _open;
    private volatile bool _isClosed;

    public ClientTransport(IDatagramNetwork network) => _network = network;

    /// <summary>Whether it is closed for good.</summary>
    public bool IsClosed => _isClosed;

    /// <summary>Opens it, where it is not open.</summary>
    /// <returns>Whether this call did.</returns>
    /// <exception cref="NetworkException">The network does not let it; it may do so later.</exception>
    public bool Open()
    {
        if (_open is not null)
            return false;

        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(IsClosed, this);
            if (_open is not null)
                return false;

            _open = _network.OpenClient();
            return true;
        }
    }

    /// <summary>Opens another in place of the one that is open.</summary>
    public SendResult Reopen()
    {
        try
        {
            IDatagramTransport opened = _network.OpenClient();
            lock (_gate)
            {
                IDatagramTransport? old = IsClosed ? opened : _open;
                _open = opened;
                old?.Dispose();
            }

            return SendResult.Sent;
        }
        catch (NetworkException error)
        {
            return SendResult.Failed(error.Message);
        }
    }

    public SendResult Send(ReadOnlySpan<byte> datagram) => _open!.SendToGroup(Lane.Requests, datagram);

    /// <summary>Waits for a datagram.</summary>
    /// <returns>Its length; null where the transport was closed or has failed.</returns>
    public int? Receive(Span<byte> buffer, Peer from) => _open!.Receive(buffer, from, Timeout.InfiniteTimeSpan);

    public void Dispose()
    {
        lock (_gate)
        {
            _isClosed = true;
            _open?.Dispose();
        }
    }
}
