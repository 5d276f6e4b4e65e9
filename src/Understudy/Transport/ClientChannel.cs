using System.Net;
using System.Net.Sockets;

namespace Understudy.Transport;

/// <summary>A client's socket: sends to the request group, and receives what servers send back to its own port.</summary>
/// <remarks>One caller receives at a time, and always in the same of the two ways. Sending is safe from any thread.</remarks>
internal sealed class ClientChannel : IDisposable
{
    private readonly Socket _socket;
    private readonly SocketAddress _group;

    /// <exception cref="NetworkException">No socket can be opened.</exception>
    public ClientChannel(NetworkOptions options, InterfaceAddress local)
    {
        _group = options.RequestGroup.ToEndPoint().Serialize();
        _socket = GroupSockets.OpenSender(local, options);
    }

    /// <returns>Why the system would not send it, or null where it did. It may do so again later.</returns>
    public Exception? SendToGroup(ReadOnlySpan<byte> datagram)
    {
        try
        {
            _socket.SendTo(datagram, SocketFlags.None, _group);
            return null;
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            return error;
        }
    }

    /// <summary>Waits for one datagram, on this thread.</summary>
    /// <returns>Its length, or null where the channel was disposed or the network has failed.</returns>
    public int? Receive(Span<byte> buffer, SocketAddress from)
    {
        try
        {
            from.Size = SocketAddress.GetMaximumAddressSize(AddressFamily.InterNetwork);
            return _socket.ReceiveFrom(buffer, SocketFlags.None, from);
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            return null;
        }
    }

    /// <summary>Waits for one datagram, on no thread.</summary>
    /// <returns>Its length.</returns>
    public async Task<int> ReceiveAsync(Memory<byte> buffer, SocketAddress from, CancellationToken stop)
    {
        while (true)
        {
            try
            {
                return await _socket.ReceiveFromAsync(buffer, SocketFlags.None, from, stop).ConfigureAwait(false);
            }
            catch (SocketException) when (!stop.IsCancellationRequested)
            {
                // An error may wait in the socket; it is cleared by being read.
            }
        }
    }

    public void Dispose() => _socket.Dispose();
}
