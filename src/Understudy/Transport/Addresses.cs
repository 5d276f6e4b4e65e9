using System.Net;
using System.Net.Sockets;

namespace Understudy.Transport;

/// <summary>Raw socket addresses, which cost nothing to receive into, where a person or a rule needs them.</summary>
internal static class Addresses
{
    private const int Port = 2;
    private const int Address = 4;
    private const int End = 8;

    private static readonly IPEndPoint Any = new(IPAddress.Any, 0);

    public static IPEndPoint ToEndPoint(this SocketAddress address)
        => address.Family == AddressFamily.InterNetwork ? (IPEndPoint)Any.Create(address) : Any;

    /// <summary>Orders by address, then by port: every host that compares the same two reaches the same verdict.</summary>
    public static int Compare(SocketAddress left, SocketAddress right)
    {
        ReadOnlySpan<byte> a = left.Buffer.Span;
        ReadOnlySpan<byte> b = right.Buffer.Span;
        int byAddress = a[Address..End].SequenceCompareTo(b[Address..End]);
        return byAddress != 0 ? byAddress : a[Port..Address].SequenceCompareTo(b[Port..Address]);
    }
}
