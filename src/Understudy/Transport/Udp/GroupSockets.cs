using System.Net;
using System.Net.Sockets;

namespace Understudy.Transport.Udp;

/// <summary>Makes the two kinds of UDP socket there are here, and says in a sentence why one cannot be made.</summary>
internal static class GroupSockets
{
    private const int IpLevel = 0;
    private const int LinuxMulticastAll = 49;
    private const int LinuxSocketLevel = 1;
    private const int LinuxReuseAddress = 2;
    private const int LinuxForcedReceiveBuffer = 33;
    private const int LinuxNoDevice = 19;
    private const int WindowsUdpConnectionReset = unchecked((int)0x9800000C);

    /// <summary>A socket that hears one group on one interface. Several processes may hear the same group.</summary>
    /// <exception cref="NetworkException">The system refuses it.</exception>
    public static Socket OpenReceiver(IPEndPoint group, InterfaceAddress local, NetworkOptions options)
        => Open(socket =>
        {
            ShareAddress(socket);

            // Bound to the group, a socket hears no other group on its port; Windows cannot bind to a group.
            socket.Bind(OperatingSystem.IsWindows() ? new IPEndPoint(IPAddress.Any, group.Port) : group);

            // Without this, Linux delivers what arrives on every interface on which any process has joined the group.
            if (OperatingSystem.IsLinux())
                socket.SetRawSocketOption(IpLevel, LinuxMulticastAll, BitConverter.GetBytes(0));
            SetReceiveBuffer(socket, options.ReceiveBufferBytes);
            Join(socket, group, local.Index);
        }, group, local);

    /// <summary>
    /// Hears a group on the host's other interfaces of the same network, too: there a server on one of them is heard.
    /// </summary>
    public static void JoinBeside(Socket socket, IPEndPoint group, InterfaceAddress local)
    {
        foreach (int index in local.FindBeside())
        {
            try
            {
                Join(socket, group, index);
            }
            catch (SocketException)
            {
                // It has gone meanwhile, or has no multicast: no server is heard there.
            }
        }
    }

    /// <summary>
    /// A socket that sends to the group and to single addresses. It has an ephemeral port of its own: of a shared port,
    /// the kernel would spread the answers over the processes that share it.
    /// </summary>
    /// <exception cref="NetworkException">The system refuses it.</exception>
    public static Socket OpenSender(InterfaceAddress local, NetworkOptions options)
        => Open(socket =>
        {
            // Bound to the address: else the source would be 0.0.0.0 on loopback.
            socket.Bind(new IPEndPoint(local.Address, 0));
            socket.SetSocketOption(
                SocketOptionLevel.IP, SocketOptionName.MulticastInterface, IPAddress.HostToNetworkOrder(local.Index));
            socket.SetSocketOption(SocketOptionLevel.IP, SocketOptionName.MulticastTimeToLive, options.TimeToLive);
            socket.MulticastLoopback = true;

            // Windows reports a client that has gone as an error of the next receive (10054).
            if (OperatingSystem.IsWindows())
                socket.IOControl(WindowsUdpConnectionReset, [0, 0, 0, 0], null);
        }, group: null, local);

    /// <summary>
    /// Asks for a receive buffer. Where the system's limit is lower, one that may pass it (on Linux, root) does.
    /// </summary>
    public static void SetReceiveBuffer(Socket socket, int bytes)
    {
        socket.ReceiveBufferSize = bytes;
        if (!OperatingSystem.IsLinux() || GrantedReceiveBuffer(socket) >= bytes)
            return;
        try
        {
            socket.SetRawSocketOption(LinuxSocketLevel, LinuxForcedReceiveBuffer, BitConverter.GetBytes(bytes));
        }
        catch (SocketException)
        {
            // It may not. What it was granted is told by whoever opened the socket.
        }
    }

    /// <summary>The receive buffer that the system has granted, in bytes.</summary>
    public static int GrantedReceiveBuffer(Socket socket)
    {
        // Linux doubles the size for its own overhead.
        return OperatingSystem.IsLinux() ? socket.ReceiveBufferSize / 2 : socket.ReceiveBufferSize;
    }

    public static void Join(Socket socket, IPEndPoint group, int index)
        => socket.SetSocketOption(
            SocketOptionLevel.IP, SocketOptionName.AddMembership, new MulticastOption(group.Address, index));

    public static void Leave(Socket socket, IPEndPoint group, int index)
        => socket.SetSocketOption(
            SocketOptionLevel.IP, SocketOptionName.DropMembership, new MulticastOption(group.Address, index));

    /// <summary>Lets other sockets have the same group and port.</summary>
    /// <remarks>
    /// .NET's option sets SO_REUSEPORT beside SO_REUSEADDR. Of a set of sockets with SO_REUSEPORT, Linux hands a
    /// datagram to any one where only one has joined the group on the interface that it came in by: a server on
    /// another interface of the host would take what is for this one. SO_REUSEADDR alone is enough on Linux; other
    /// systems may need both.
    /// </remarks>
    private static void ShareAddress(Socket socket)
    {
        if (OperatingSystem.IsLinux())
            socket.SetRawSocketOption(LinuxSocketLevel, LinuxReuseAddress, BitConverter.GetBytes(1));
        else
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
    }

    private static Socket Open(Action<Socket> prepare, IPEndPoint? group, InterfaceAddress local)
    {
        Socket? socket = null;
        try
        {
            socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
            prepare(socket);
            return socket;
        }
        catch (SocketException error)
        {
            socket?.Dispose();
            throw new NetworkException(Explain(error, group, local), error) { MayPass = MayPass(error) };
        }
    }

    /// <summary>The interface, or its address, has gone since it was found.</summary>
    private static bool MayPass(SocketException error) => error.SocketErrorCode is SocketError.AddressNotAvailable
        or SocketError.NetworkDown or SocketError.NetworkUnreachable || error.NativeErrorCode == LinuxNoDevice;

    private static string Explain(SocketException error, IPEndPoint? group, InterfaceAddress local)
        => error.SocketErrorCode switch
        {
            SocketError.AddressAlreadyInUse =>
                $"Port {group?.Port} is held by a program that does not share it. "
                + "Stop that program, or choose other ports for the whole cluster "
                + "(NetworkOptions.RequestGroup, NetworkOptions.HeartbeatGroup).",
            SocketError.AccessDenied =>
                $"Permission denied for {group?.ToString() ?? local.Address.ToString()}. "
                + "Choose a port above 1023 (NetworkOptions.RequestGroup, NetworkOptions.HeartbeatGroup).",
            SocketError.TooManyOpenSockets =>
                "No more sockets can be opened. "
                + "Raise the limit of open files (ulimit -n), or have fewer requests in flight.",
            SocketError.AddressNotAvailable =>
                $"The interface {local.Name} (NetworkOptions.Interface) no longer has the address {local.Address}.",
            _ =>
                $"The interface {local.Name} (NetworkOptions.Interface) refuses multicast"
                + (group is null ? "" : $" group {group}") + $": {error.Message} (error {error.NativeErrorCode}). "
                + "Check that it is up and supports multicast.",
        };
}
