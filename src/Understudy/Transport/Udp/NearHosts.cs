using System.Buffers.Binary;
using System.Net;

namespace Understudy.Transport.Udp;

/// <summary>
/// The hosts in the networks of an interface: those to which datagrams with a time to live of 1 can go. Who asks from
/// anywhere else has most likely not asked: somebody has put another's address for the sender, who would be sent the
/// answers.
/// </summary>
internal sealed class NearHosts
{
    /// <summary>An address with a longer prefix is on a link without a network of its own.</summary>
    private const int LongestPrefix = 30;

    private readonly (uint Network, uint Mask)[] _networks;

    private NearHosts((uint Network, uint Mask)[] networks) => _networks = networks;

    /// <returns>Null where hosts beyond those may ask, or it cannot be told which they are.</returns>
    public static NearHosts? Of(NetworkOptions options, InterfaceAddress local)
    {
        IPNetwork[] networks = [.. local.Networks.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(text => IPNetwork.Parse(text))];
        bool isKnown = Array.Exists(networks, network => network.PrefixLength <= LongestPrefix);
        return options.TimeToLive == 1 && isKnown ? new NearHosts([.. networks.Select(Bits)]) : null;
    }

    public bool Contains(Peer peer)
    {
        if (peer.Host.Length != sizeof(uint))
            return false;

        uint address = BinaryPrimitives.ReadUInt32BigEndian(peer.Host);
        foreach ((uint network, uint mask) in _networks)
        {
            if ((address & mask) == network)
                return true;
        }

        return false;
    }

    private static (uint Network, uint Mask) Bits(IPNetwork network)
    {
        uint mask = network.PrefixLength == 0 ? 0 : uint.MaxValue << (32 - network.PrefixLength);
        return (BinaryPrimitives.ReadUInt32BigEndian(network.BaseAddress.GetAddressBytes()), mask);
    }
}
