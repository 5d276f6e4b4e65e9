using System.Net.Sockets;

namespace Understudy.Transport.Udp;

/// <summary>
/// A client's transport: one socket, which sends to the group and receives what servers send back to its own port.
/// </summary>
internal sealed class UdpClientTransport : UdpTransport
{
    private readonly Action _onNotSent;

    private UdpClientTransport(NetworkOptions options, InterfaceAddress local, Socket socket, Action onNotSent)
        : base(options, local, receiver: socket, sender: socket) => _onNotSent = onNotSent;

    public override string? Warning => null;

    /// <summary>Never: a client notices that its network has changed when it cannot send.</summary>
    public override bool IsOutOfDate => false;

    /// <summary>Not counted.</summary>
    public override long Dropped => 0;

    /// <param name="options">The groups, and how far a datagram may go.</param>
    /// <param name="local">The interface.</param>
    /// <param name="onNotSent">Called whenever a datagram could not be sent.</param>
    /// <exception cref="NetworkException">No socket can be opened.</exception>
    public static UdpClientTransport Open(NetworkOptions options, InterfaceAddress local, Action onNotSent)
    {
        Socket socket = GroupSockets.OpenSender(local, options);

        // The answers to all requests in flight may come at once.
        GroupSockets.SetReceiveBuffer(socket, options.ReceiveBufferBytes);
        return new UdpClientTransport(options, local, socket, onNotSent);
    }

    public override void Maintain(TimeSpan now)
    {
        // It has joined no group.
    }

    protected override void Silence(Socket receiver)
    {
        try
        {
            // The socket must go on sending. Linux ends the wait, though it says that there is no connection to end.
            receiver.Shutdown(SocketShutdown.Receive);
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            // It has been ended, or was closed before.
        }
    }

    protected override void OnNotSent() => _onNotSent();
}
