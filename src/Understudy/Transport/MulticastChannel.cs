using System.Net;
using System.Net.Sockets;

namespace Understudy.Transport;

/// <summary>
/// One group, heard and spoken to from one interface: a socket that receives from the group, and one that sends. This
/// is the only place where a server's bytes meet the network.
/// </summary>
/// <remarks>
/// One thread receives. Sending, and leaving and joining again, are safe from any thread. A channel is never mended: when its interface has changed, it
/// is disposed and another opened, which also throws away what still waits in it.
/// </remarks>
internal sealed class MulticastChannel : IDisposable
{
    private const int SocketLevel = 1;
    private const int LinuxMemoryInfo = 55;
    private const int LinuxMemoryInfoFields = 9;
    private const int LinuxMemoryInfoDrops = 8;

    private readonly Socket _receiver;
    private readonly Socket _sender;
    private readonly IPEndPoint _group;
    private readonly SocketAddress _groupAddress;
    private readonly TimeSpan _refreshInterval;
    private TimeSpan? _nextRefresh;

    private MulticastChannel(Socket receiver, Socket sender, IPEndPoint group, InterfaceAddress local, TimeSpan refresh)
    {
        _receiver = receiver;
        _sender = sender;
        _group = group;
        _groupAddress = group.Serialize();
        _refreshInterval = refresh;
        Local = local;
        Self = new Peer(sender.LocalEndPoint!);
    }

    /// <summary>The interface, as it was when the channel was opened.</summary>
    public InterfaceAddress Local { get; }

    /// <summary>The address and port that this channel sends from.</summary>
    public Peer Self { get; }

    /// <summary>What the kernel granted, which may be less than was asked. Linux counts its own overhead in, twofold.</summary>
    public int ReceiveBufferBytes
        => OperatingSystem.IsLinux() ? _receiver.ReceiveBufferSize / 2 : _receiver.ReceiveBufferSize;

    /// <summary>Opens a channel.</summary>
    /// <exception cref="NetworkException">The network does not let it.</exception>
    public static MulticastChannel Open(IPEndPoint group, NetworkOptions options)
    {
        InterfaceAddress local = InterfaceAddress.Resolve(options.Interface);
        Socket receiver = GroupSockets.OpenReceiver(group, local, options);
        try
        {
            Socket sender = GroupSockets.OpenSender(local, options);
            return new MulticastChannel(receiver, sender, group, local, options.IgmpRefresh);
        }
        catch
        {
            receiver.Dispose();
            throw;
        }
    }

    /// <summary>Waits for one datagram, as long as it takes; <see cref="Dispose"/> ends the wait.</summary>
    /// <param name="buffer">Takes the datagram. What does not fit is cut off.</param>
    /// <param name="from">Takes the sender's address.</param>
    /// <returns>The datagram's length, or null where the channel was disposed or the network has failed.</returns>
    public int? Receive(Span<byte> buffer, SocketAddress from)
    {
        try
        {
            from.Size = SocketAddress.GetMaximumAddressSize(AddressFamily.InterNetwork);
            return _receiver.ReceiveFrom(buffer, SocketFlags.None, from);
        }
        catch (SocketException error) when (error.SocketErrorCode == SocketError.MessageSize)
        {
            // Windows says so; elsewhere the datagram is cut off in silence.
            return buffer.Length;
        }
        catch (SocketException)
        {
            // The wait was ended, or an error waited in the socket, which is cleared by being read.
            return null;
        }
        catch (ObjectDisposedException)
        {
            return null;
        }
    }

    /// <summary>Waits for one datagram, but no longer than <paramref name="wait"/>.</summary>
    /// <returns>As the other; also null where none came.</returns>
    public int? Receive(Span<byte> buffer, SocketAddress from, TimeSpan wait)
    {
        try
        {
            return _receiver.Poll(wait, SelectMode.SelectRead) ? Receive(buffer, from) : null;
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            return null;
        }
    }

    public SocketError SendToGroup(ReadOnlySpan<byte> datagram) => Send(datagram, _groupAddress);

    public SocketError Send(ReadOnlySpan<byte> datagram, SocketAddress to)
    {
        try
        {
            _sender.SendTo(datagram, SocketFlags.None, to);
            return SocketError.Success;
        }
        catch (SocketException error)
        {
            return error.SocketErrorCode;
        }
        catch (ObjectDisposedException)
        {
            // A handler that took its time has finished after the channel was replaced.
            return SocketError.Shutdown;
        }
    }

    /// <summary>Leaves the group and joins it again when that is due, for switches that forget their members.</summary>
    public void RefreshMembership(TimeSpan now)
    {
        _nextRefresh ??= now + _refreshInterval;
        if (_refreshInterval == TimeSpan.Zero || now < _nextRefresh)
            return;

        _nextRefresh = now + _refreshInterval;
        try
        {
            GroupSockets.Leave(_receiver, _group, Local);
            GroupSockets.Join(_receiver, _group, Local);
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            // The interface is gone. The heartbeat that does not come back tells, and has the channel replaced.
        }
    }

    /// <summary>How many datagrams the kernel has dropped because this channel's buffer was full.</summary>
    public long KernelDrops()
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

    /// <summary>Hears no more, which ends a wait that is going on; replies can still be sent.</summary>
    public void StopReceiving() => _receiver.Dispose();

    public void Dispose()
    {
        _receiver.Dispose();
        _sender.Dispose();
    }
}
