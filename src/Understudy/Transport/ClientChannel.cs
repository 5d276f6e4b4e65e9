using System.Net;
using System.Net.Sockets;

namespace Understudy.Transport;

/// <summary>A client's socket: sends to the request group, and receives what servers send back to its own port.</summary>
/// <remarks>One caller sends and one receives at a time.</remarks>
internal sealed class ClientChannel : IDisposable
{
    private readonly Socket _socket;
    private readonly SocketAddress _group;
    private readonly SocketAddress _sender = new(AddressFamily.InterNetwork);

    /// <exception cref="NetworkException">No socket can be opened.</exception>
    public ClientChannel(NetworkOptions options, InterfaceAddress local)
    {
        _group = options.RequestGroup.Serialize();
        _socket = GroupSockets.OpenSender(local, options);
    }

    /// <summary>Who sent the datagram that was received last.</summary>
    public IPEndPoint Sender => _sender.ToEndPoint();

    /// <returns>Why the system would not send it, or null where it did. It may do so again later.</returns>
    public SocketException? SendToGroup(ReadOnlySpan<byte> datagram)
    {
        try
        {
            _socket.SendTo(datagram, SocketFlags.None, _group);
            return null;
        }
        catch (SocketException error)
        {
            return error;
        }
    }

    /// <summary>Waits for one datagram that fits <paramref name="buffer"/>.</summary>
    /// <returns>Its length.</returns>
    public async Task<int> ReceiveAsync(Memory<byte> buffer, CancellationToken stop)
    {
        while (true)
        {
            try
            {
                return await _socket.ReceiveFromAsync(buffer, SocketFlags.None, _sender, stop).ConfigureAwait(false);
            }
            catch (SocketException) when (!stop.IsCancellationRequested)
            {
                // Windows says that a datagram was too long. Elsewhere an error may wait in the socket; it is cleared
                // by being read.
            }
        }
    }

    public void Dispose() => _socket.Dispose();
}
