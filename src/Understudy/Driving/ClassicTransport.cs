namespace Understudy.Driving;

/// <summary>
/// The transport of one request in the classic dialect. Where the request could not be sent, it is replaced before the
/// repeat, since the interface may have another address by then.
/// </summary>
/// <remarks>Owned by the request's thread, but for <see cref="StopReceiving"/>, which is safe from any.</remarks>
internal sealed class ClassicTransport : IDisposable
{
    private readonly IDatagramNetwork _network;
    private readonly Lock _gate = new();
    private IDatagramTransport _open;
    private bool _hasFailed;
    private bool _hasStopped;

    /// <exception cref="NetworkException">The network does not let it.</exception>
    public ClassicTransport(IDatagramNetwork network)
    {
        _network = network;
        _open = network.OpenClient();
    }

    public SendResult Send(ReadOnlySpan<byte> datagram)
    {
        if (_hasFailed && Reopen() is { IsSent: false } failure)
            return failure;

        SendResult result = _open.SendToGroup(Lane.Requests, datagram);
        _hasFailed = !result.IsSent;
        return result;
    }

    /// <summary>Waits for a datagram.</summary>
    /// <returns>Its length; null where none came in time, or the wait was ended.</returns>
    public int? Receive(Span<byte> buffer, Peer from, TimeSpan wait) => _open.Receive(buffer, from, wait);

    /// <summary>Ends the wait for a datagram, and all later ones.</summary>
    public void StopReceiving()
    {
        lock (_gate)
        {
            _hasStopped = true;
            _open.StopReceiving();
        }
    }

    public void Dispose()
    {
        lock (_gate)
            _open.Dispose();
    }

    private SendResult Reopen()
    {
        try
        {
            IDatagramTransport opened = _network.OpenClient();
            lock (_gate)
            {
                _open.Dispose();
                _open = opened;
                if (_hasStopped)
                    _open.StopReceiving();
            }

            return SendResult.Sent;
        }
        catch (NetworkException error)
        {
            return SendResult.Failed(error.Message);
        }
    }
}
