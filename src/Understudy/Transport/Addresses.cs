using System.Net;
using System.Net.Sockets;

namespace Understudy.Transport;

/// <summary>Raw socket addresses, which cost nothing to receive into, where a person or a rule needs them.</summary>
internal static class Addresses
{
    private static readonly IPEndPoint Any = new(IPAddress.Any, 0);

    public static IPEndPoint ToEndPoint(this SocketAddress address)
        => address.Family == AddressFamily.InterNetwork ? (IPEndPoint)Any.Create(address) : Any;
}
