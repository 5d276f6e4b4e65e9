using System.Net;
using System.Net.Sockets;

namespace Understudy.Transport.Udp;

/// <summary>What all transports over UDP have in common: one socket that sends, and one that hears.</summary>
internal abstract class UdpTransport : IDatagramTransport
{
    private readonly Socket _receiver;
    private readonly Socket _sender;
    private readonly InterfaceAddress _local;
    private readonly SocketAddress _requestGroup;
    private readonly SocketAddress _heartbeatGroup;
    private volatile bool _hearsNoMore;

    protected UdpTransport(NetworkOptions options, InterfaceAddress local, Socket receiver, Socket sender)
    {
        _receiver = receiver;
        _sender = sender;
        _local = local;
        _requestGroup = options.RequestGroup.ToEndPoint().Serialize();
        _heartbeatGroup = options.HeartbeatGroup.ToEndPoint().Serialize();
        Self = new Peer(sender.LocalEndPoint!);
    }

    public Peer Self { get; }

    public string Place => $"{_local.Name} ({_local.Address})";

    public abstract string? Warning { get; }

    public abstract bool IsOutOfDate { get; }

    public abstract long Dropped { get; }

    public SendResult SendToGroup(Lane lane, ReadOnlySpan<byte> datagram)
        => Send(lane == Lane.Requests ? _requestGroup : _heartbeatGroup, datagram);

    public SendResult Send(Peer peer, ReadOnlySpan<byte> datagram) => Send(peer.SocketAddress, datagram);

    public virtual bool MayAnswer(Peer peer) => true;

    public int? Receive(Span<byte> buffer, Peer from, TimeSpan wait)
    {
        try
        {
            if (wait != Timeout.InfiniteTimeSpan && !_receiver.Poll(wait, SelectMode.SelectRead))
                return null;

            SocketAddress sender = from.SocketAddress;
            sender.Size = SocketAddress.GetMaximumAddressSize(AddressFamily.InterNetwork);
            int length = _receiver.ReceiveFrom(buffer, SocketFlags.None, sender);

            // A socket that is closed meanwhile says that it has read nothing.
            return _hearsNoMore ? null : length;
        }
        catch (SocketException error) when (error.SocketErrorCode == SocketError.MessageSize)
        {
            // Windows says so; elsewhere the datagram is cut off in silence.
            return buffer.Length;
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            // The wait was ended, or the socket held an error, which reading has cleared.
            return null;
        }
    }

    public void StopReceiving()
    {
        _hearsNoMore = true;
        Silence(_receiver);
    }

    public abstract void Maintain(TimeSpan now);

    public virtual void Dispose()
    {
        _hearsNoMore = true;
        _receiver.Dispose();
        _sender.Dispose();
    }

    /// <summary>Ends the socket's wait. It hears nothing from then on.</summary>
    protected abstract void Silence(Socket receiver);

    /// <summary>Told about every send that fails.</summary>
    protected virtual void OnNotSent()
    {
    }

    private SendResult Send(SocketAddress to, ReadOnlySpan<byte> datagram)
    {
        try
        {
            _sender.SendTo(datagram, SocketFlags.None, to);
            return SendResult.Sent;
        }
        catch (SocketException error)
        {
            OnNotSent();
            return SendResult.Failed(error.Message);
        }
        catch (ObjectDisposedException)
        {
            // A handler that took its time has finished after the transport was replaced.
            return SendResult.Failed("The transport is closed");
        }
    }
}
