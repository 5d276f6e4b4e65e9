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
        => nic.GetIPProperties().UnicastAddresses
            .Select(each => each.Address)
            .Where(each => each.AddressFamily == AddressFamily.InterNetwork);
}
