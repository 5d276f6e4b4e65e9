using System.Net;
using System.Net.Sockets;

namespace Understudy.Transport.Udp;

/// <summary>A server's transport: a socket that receives from one group, and one that sends.</summary>
internal sealed class UdpServerTransport : UdpTransport
{
    private const int SocketLevel = 1;
    private const int LinuxMemoryInfo = 55;
    private const int LinuxMemoryInfoFields = 9;
    private const int LinuxMemoryInfoDrops = 8;

    private readonly Socket _receiver;
    private readonly IPEndPoint _group;
    private readonly InterfaceAddress _local;
    private readonly AddressWatch _watch;
    private readonly NearHosts? _near;
    private readonly TimeSpan _refreshInterval;
    private TimeSpan? _nextRefresh;
    private volatile bool _isOutOfDate;

    private UdpServerTransport(NetworkOptions options, IPEndPoint group, Parts parts)
        : base(options, parts.Local, parts.Receiver, parts.Sender)
    {
        _receiver = parts.Receiver;
        _group = group;
        _local = parts.Local;
        _refreshInterval = options.IgmpRefresh;
        Warning = parts.Warning;
        _watch = new AddressWatch(options.Interface);
        _near = NearHosts.Of(options, parts.Local);
    }

    public override string? Warning { get; }

    public override bool IsOutOfDate => _isOutOfDate = _isOutOfDate || _watch.HasMoved(_local);

    /// <summary>What the kernel has dropped because the receive buffer was full.</summary>
    public override long Dropped
    {
        get
        {
            if (!OperatingSystem.IsLinux())
                return 0;

            Span<byte> fields = stackalloc byte[LinuxMemoryInfoFields * sizeof(uint)];
            try
            {
                int length = _receiver.GetRawSocketOption(SocketLevel, LinuxMemoryInfo, fields);
                int offset = LinuxMemoryInfoDrops * sizeof(uint);
                return length < fields.Length ? 0 : BitConverter.ToUInt32(fields[offset..]);
            }
            catch (Exception error) when (error is SocketException or ObjectDisposedException)
            {
                // Some sandboxes that call themselves Linux do not have the option.
                return 0;
            }
        }
    }

    public override bool MayAnswer(Peer peer) => _near is null || _near.Contains(peer);

    /// <exception cref="NetworkException">The network does not let it.</exception>
    public static UdpServerTransport Open(NetworkOptions options, Lane lane)
    {
        GroupAddress group = lane == Lane.Requests ? options.RequestGroup : options.HeartbeatGroup;
        InterfaceAddress local = InterfaceAddress.Resolve(options.Interface);
        Socket receiver = GroupSockets.OpenReceiver(group.ToEndPoint(), local, options);
        try
        {
            // Heartbeats alone: a request that comes by two cards is for the servers of both.
            if (lane == Lane.Heartbeats)
                GroupSockets.JoinBeside(receiver, group.ToEndPoint(), local);
            string? warning = UdpWarnings.Of(receiver, lane, local, options);
            var parts = new Parts(local, receiver, GroupSockets.OpenSender(local, options), warning);
            return new UdpServerTransport(options, group.ToEndPoint(), parts);
        }
        catch
        {
            receiver.Dispose();
            throw;
        }
    }

    /// <summary>Leaves the group and joins it again when that is due, for switches that forget their members.</summary>
    public override void Maintain(TimeSpan now)
    {
        _nextRefresh ??= now + _refreshInterval;
        if (_refreshInterval == TimeSpan.Zero || now < _nextRefresh)
            return;

        _nextRefresh = now + _refreshInterval;
        try
        {
            GroupSockets.Leave(_receiver, _group, _local.Index);
            GroupSockets.Join(_receiver, _group, _local.Index);
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            // The interface is gone. The server will not hear its next heartbeat, and replaces the transport for that.
        }
    }

    public override void Dispose()
    {
        _watch.Dispose();
        base.Dispose();
    }

    protected override void Silence(Socket receiver) => receiver.Dispose();

    private sealed record Parts(InterfaceAddress Local, Socket Receiver, Socket Sender, string? Warning);
}
