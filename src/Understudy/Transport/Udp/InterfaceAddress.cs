using System.Net;
using System.Net.NetworkInformation;

namespace Understudy.Transport.Udp;

/// <summary>
/// A network interface as it is now: its index, which routes multicast, and its address, to send from.
/// </summary>
internal sealed record InterfaceAddress(string Name, int Index, IPAddress Address)
{
    /// <summary>The IPv4 networks that it is in, as in <c>10.0.0.0/8 192.168.1.0/24</c>.</summary>
    public string Networks { get; init; } = "";

    /// <summary>Finds an interface by what <see cref="InterfaceName"/> understands.</summary>
    /// <exception cref="NetworkException">There is none, it is down, or it has no IPv4 address.</exception>
    public static InterfaceAddress Resolve(string text)
    {
        try
        {
            return Resolve(InterfaceName.Parse(text), NetworkInterface.GetAllNetworkInterfaces());
        }
        catch (Exception error)
            when (error is NetworkInformationException or IOException or UnauthorizedAccessException)
        {
            // The list is read from files and a socket of the system's, and can fail as those do.
            throw new NetworkException(UnknownInterfaces.Explain(error), error);
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
            UnicastIPAddressInformation? own = all.SelectMany(InterfaceName.UnicastAddressesOf)
                .FirstOrDefault(each => each.Address.Equals(Address));
            return own is null
                ? []
                : [.. all.Where(nic => InterfaceName.AddressesOf(nic).Any(each => !each.Equals(Address)
                        && InterfaceName.NetworkOf(own.Address, own.PrefixLength).Contains(each)))
                    .Select(nic => nic.GetIPProperties().GetIPv4Properties().Index)
                    .Where(index => index != Index)];
        }
        catch (Exception error)
            when (error is NetworkInformationException or IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static InterfaceAddress Resolve(InterfaceName name, NetworkInterface[] all)
    {
        string names = string.Join(", ", all.Select(each => each.Name));
        NetworkInterface[] found = name.FindAmong(all);
        if (found.Length == 0)
        {
            throw new NetworkException(
                $"There is no network interface '{name.Text}' (NetworkOptions.Interface). This machine has: {names}.")
            {
                MayPass = true,
            };
        }

        if (found.Length > 1)
        {
            throw new NetworkException(
                $"Several network interfaces have an address of {name.Text} (NetworkOptions.Interface). "
                + $"Name one of: {string.Join(", ", found.Select(each => each.Name))}.");
        }

        NetworkInterface nic = found[0];
        IPAddress[] addresses = [.. InterfaceName.AddressesOf(nic)];
        var lacks = new List<string>();
        if (nic.OperationalStatus is OperationalStatus.Down or OperationalStatus.LowerLayerDown)
            lacks.Add("is down, or its cable is out");
        if (addresses.Length == 0)
            lacks.Add("has no IPv4 address, and IPv4 is all that is spoken here");
        if (lacks.Count > 0)
        {
            throw new NetworkException(
                $"The network interface {nic.Name} (NetworkOptions.Interface) {string.Join("; it ", lacks)}. "
                + $"Mend that, or choose one of: {names}.")
            {
                MayPass = true,
            };
        }

        IPAddress address = Array.Find(addresses, name.Has) ?? addresses[0];
        return new InterfaceAddress(nic.Name, nic.GetIPProperties().GetIPv4Properties().Index, address)
        {
            Networks = string.Join(
                ' ',
                InterfaceName.UnicastAddressesOf(nic)
                    .Select(each => InterfaceName.NetworkOf(each.Address, each.PrefixLength))),
        };
    }
}
