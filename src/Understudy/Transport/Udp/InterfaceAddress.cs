using System.Buffers.Binary;
using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace Understudy.Transport.Udp;

/// <summary>
/// A network interface as it is now: its index, which routes multicast, and its address, to send from.
/// </summary>
internal sealed record InterfaceAddress(string Name, int Index, IPAddress Address)
{
    /// <summary>Finds an interface by name or by its own address.</summary>
    /// <exception cref="NetworkException">There is none, it is down, or it has no IPv4 address.</exception>
    public static InterfaceAddress Resolve(string nameOrAddress)
    {
        try
        {
            return Resolve(nameOrAddress, NetworkInterface.GetAllNetworkInterfaces());
        }
        catch (Exception error)
            when (error is NetworkInformationException or IOException or UnauthorizedAccessException)
        {
            // The list is read from files and a socket of the system's, and can fail as those do.
            throw new NetworkException($"The system does not tell its network interfaces: {error.Message}", error);
        }
    }

    /// <summary>The indexes of this host's other interfaces that lie in the same IPv4 network as this one.</summary>
    /// <remarks>
    /// Such a card most likely has its cable in the same LAN. What one card of a host sends to a group never arrives at
    /// another one by the cable: the kernel drops what comes from outside with an address of its own.
    /// </remarks>
    public int[] FindBeside()
    {
        try
        {
            NetworkInterface[] all = NetworkInterface.GetAllNetworkInterfaces();
            UnicastIPAddressInformation? own = all.SelectMany(UnicastAddressesOf)
                .FirstOrDefault(each => each.Address.Equals(Address));
            return own is null
                ? []
                : [.. all.Where(nic => UnicastAddressesOf(nic).Any(each => !each.Address.Equals(Address)
                        && new IPNetwork(Masked(own.Address, own.PrefixLength), own.PrefixLength)
                            .Contains(each.Address)))
                    .Select(nic => nic.GetIPProperties().GetIPv4Properties().Index)
                    .Where(index => index != Index)];
        }
        catch (Exception error)
            when (error is NetworkInformationException or IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static IPAddress Masked(IPAddress address, int prefixLength)
    {
        uint mask = prefixLength == 0 ? 0 : uint.MaxValue << (32 - prefixLength);
        Span<byte> bytes = stackalloc byte[sizeof(uint)];
        address.TryWriteBytes(bytes, out _);
        BinaryPrimitives.WriteUInt32BigEndian(bytes, BinaryPrimitives.ReadUInt32BigEndian(bytes) & mask);
        return new IPAddress(bytes);
    }

    private static InterfaceAddress Resolve(string nameOrAddress, NetworkInterface[] all)
    {
        NetworkInterface nic = Find(all, nameOrAddress) ?? throw new NetworkException(
            $"There is no network interface '{nameOrAddress}' (NetworkOptions.Interface). "
            + $"This machine has: {string.Join(", ", all.Select(each => each.Name))}.");

        IPAddress[] addresses = [.. AddressesOf(nic)];
        if (nic.OperationalStatus == OperationalStatus.Down || addresses.Length == 0)
        {
            throw new NetworkException(
                $"The network interface {nic.Name} (NetworkOptions.Interface) is down or has no IPv4 address. "
                + $"Bring it up, or choose one of: {string.Join(", ", all.Select(each => each.Name))}.");
        }

        IPAddress address = IPAddress.TryParse(nameOrAddress, out IPAddress? asked) ? asked : addresses[0];
        return new InterfaceAddress(nic.Name, nic.GetIPProperties().GetIPv4Properties().Index, address);
    }

    private static NetworkInterface? Find(NetworkInterface[] all, string nameOrAddress)
    {
        // Loopback has another name on each system; "lo" means it everywhere.
        if (nameOrAddress == NetworkOptions.Loopback)
            return Array.Find(all, each => each.NetworkInterfaceType == NetworkInterfaceType.Loopback);
        if (IPAddress.TryParse(nameOrAddress, out IPAddress? address))
            return Array.Find(all, each => AddressesOf(each).Contains(address));
        return Array.Find(all, each => each.Name == nameOrAddress);
    }

    private static IEnumerable<IPAddress> AddressesOf(NetworkInterface nic)
        => UnicastAddressesOf(nic).Select(each => each.Address);

    private static IEnumerable<UnicastIPAddressInformation> UnicastAddressesOf(NetworkInterface nic)
        => nic.GetIPProperties().UnicastAddresses
            .Where(each => each.Address.AddressFamily == AddressFamily.InterNetwork);
}
