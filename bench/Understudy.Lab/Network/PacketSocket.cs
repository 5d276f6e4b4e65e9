using System.Buffers.Binary;
using System.ComponentModel;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Understudy.Lab.Network;

/// <summary>
/// All frames that come in at one network interface, and whatever is to go out there. Linux, and root.
/// </summary>
/// <remarks>
/// Each frame has the kernel's <c>virtio_net_hdr</c> before it, which is to be handed on unchanged: it says that a
/// checksum is still to be filled in, as the cards of a virtual cable leave it. Without it such frames arrive as
/// damaged ones. Sending and receiving may be done at the same time.
/// </remarks>
internal sealed partial class PacketSocket : IDisposable
{
    /// <summary>A frame with its header, of any virtual cable: the MTU is 1,500 there.</summary>
    public const int MaxFrame = 2048;

    private const int ReceiveBufferBytes = 4 << 20;

    // <linux/if_packet.h>, <linux/if_ether.h>, <asm-generic/socket.h>
    private const int PacketLevel = 263;
    private const int PacketIgnoreOutgoing = 23;
    private const int PacketVnetHeader = 15;
    private const int SocketLevel = 1;
    private const int ForceReceiveBuffer = 33;
    private const ushort EveryProtocol = 3;

    private readonly Socket _socket;

    /// <param name="interface">The interface's name.</param>
    /// <exception cref="SocketException">Not root, or no Linux.</exception>
    /// <exception cref="Win32Exception">There is no such interface.</exception>
    public PacketSocket(string @interface)
    {
        uint index = IndexOf(@interface);
        if (index == 0)
            throw new Win32Exception(Marshal.GetLastPInvokeError(), $"there is no network interface '{@interface}'");

        _socket = new Socket(AddressFamily.Packet, SocketType.Raw, ProtocolType.Unspecified);

        // Else it hears what it sends, and the hub would pass it on for ever.
        Set(PacketLevel, PacketIgnoreOutgoing, 1);
        Set(PacketLevel, PacketVnetHeader, 1);
        Set(SocketLevel, ForceReceiveBuffer, ReceiveBufferBytes);
        _socket.Bind(new LinkEndPoint(index));
    }

    /// <summary>Waits for a frame.</summary>
    /// <returns>Its length; zero where the interface is down for the moment.</returns>
    public int Receive(Span<byte> buffer)
    {
        try
        {
            return _socket.Receive(buffer);
        }
        catch (SocketException down) when (down.SocketErrorCode == SocketError.NetworkDown)
        {
            return 0;
        }
    }

    /// <returns>False where the interface does not take it.</returns>
    public bool Send(ReadOnlySpan<byte> frame)
    {
        try
        {
            return _socket.Send(frame) == frame.Length;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    public void Dispose() => _socket.Dispose();

    private void Set(int level, int option, int value)
        => _socket.SetRawSocketOption(level, option, MemoryMarshal.AsBytes(new ReadOnlySpan<int>(in value)));

    [LibraryImport(
        "libc", EntryPoint = "if_nametoindex", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial uint IndexOf(string name);

    /// <summary>An interface as an address, <c>sockaddr_ll</c>.</summary>
    private sealed class LinkEndPoint : EndPoint
    {
        private const int Length = 20;
        private readonly uint _index;

        public LinkEndPoint(uint index) => _index = index;

        public override AddressFamily AddressFamily => AddressFamily.Packet;

        public override SocketAddress Serialize()
        {
            var address = new SocketAddress(AddressFamily.Packet, Length);
            Span<byte> bytes = address.Buffer.Span;
            BinaryPrimitives.WriteUInt16BigEndian(bytes[2..], EveryProtocol);
            MemoryMarshal.Write(bytes[4..], _index);
            return address;
        }
    }
}
