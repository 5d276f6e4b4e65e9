using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Understudy.SystemTests.Network;

/// <summary>A bare UDP socket that knows nothing of the code under test.</summary>
internal sealed class RawSocket : IDisposable
{
    private const int FirstInterface = 1;

    private readonly Socket _socket;
    private readonly byte[] _buffer = new byte[65_536];

    private RawSocket(Socket socket) => _socket = socket;

    public IPEndPoint Address => (IPEndPoint)_socket.LocalEndPoint!;

    /// <summary>A socket that sends, to groups too, and hears what is sent back to it.</summary>
    /// <param name="local">The address of the interface to send from; loopback by default.</param>
    public static RawSocket Sender(IPAddress? local = null)
    {
        local ??= IPAddress.Loopback;
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(local, 0));
        socket.SetSocketOption(SocketOptionLevel.IP, SocketOptionName.MulticastInterface, local.GetAddressBytes());
        return new RawSocket(socket);
    }

    /// <summary>A socket that hears a group on loopback.</summary>
    public static RawSocket Listener(IPEndPoint group)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        socket.Bind(group);
        socket.SetSocketOption(
            SocketOptionLevel.IP, SocketOptionName.AddMembership, new MulticastOption(group.Address, FirstInterface));
        return new RawSocket(socket);
    }

    public void Send(string text, IPEndPoint to) => Send(Encoding.UTF8.GetBytes(text), to);

    public void Send(ReadOnlySpan<byte> datagram, IPEndPoint to) => _socket.SendTo(datagram, SocketFlags.None, to);

    /// <summary>Waits for one datagram.</summary>
    /// <returns>Its text and its sender, or null where none came within <paramref name="wait"/>.</returns>
    public async Task<(string Text, IPEndPoint Sender)?> ReceiveAsync(TimeSpan wait)
        => await ReceiveBytesAsync(wait) is (byte[] datagram, IPEndPoint sender)
            ? (Encoding.UTF8.GetString(datagram), sender)
            : null;

    /// <summary>Waits for one datagram.</summary>
    /// <returns>Its bytes and its sender, or null where none came within <paramref name="wait"/>.</returns>
    public async Task<(byte[] Datagram, IPEndPoint Sender)?> ReceiveBytesAsync(TimeSpan wait)
    {
        using var deadline = new CancellationTokenSource(wait);
        try
        {
            SocketReceiveFromResult result = await _socket.ReceiveFromAsync(
                _buffer, SocketFlags.None, new IPEndPoint(IPAddress.Any, 0), deadline.Token);
            return (_buffer[..result.ReceivedBytes], (IPEndPoint)result.RemoteEndPoint);
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    /// <summary>Sends one request and waits for one answer.</summary>
    public async Task<string?> AskAsync(string request, IPEndPoint group, TimeSpan wait)
    {
        Send(request, group);
        return (await ReceiveAsync(wait))?.Text;
    }

    public void Dispose() => _socket.Dispose();
}
