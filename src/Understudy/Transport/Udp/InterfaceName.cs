using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace Understudy.Transport.Udp;

/// <summary>
/// How a person names a network interface: <c>eth0</c>; <c>eth0@if7</c>, as <c>ip link</c> prints it; another name that
/// Linux knows it by; its address <c>192.168.1.5</c>, or <c>192.168.1.5/24</c>; or the network it is on,
/// <c>192.168.1.0/24</c>.
/// </summary>
internal sealed class InterfaceName
{
    private readonly string _name;
    private readonly IPAddress? _address;
    private readonly IPNetwork? _network;

    private InterfaceName(string text, IPAddress? address, IPNetwork? network)
    {
        Text = text;
        _name = text.Split('@')[0];
        _address = address;
        _network = network;
    }

    /// <summary>As it was given.</summary>
    public string Text { get; }

    /// <exception cref="NetworkException">It is an IPv6 address, or the label of an address.</exception>
    public static InterfaceName Parse(string text)
    {
        (string first, string? length) = text.Split('/') is [var before, var after] ? (before, after) : (text, null);
        if (!IPAddress.TryParse(first, out IPAddress? address))
            return new InterfaceName(text, address: null, network: null);
        if (address.AddressFamily != AddressFamily.InterNetwork)
        {
            throw new NetworkException(
                $"'{text}' is an IPv6 address (NetworkOptions.Interface), and IPv4 is all that is spoken here. "
                + "Give the interface's name, or its IPv4 address.");
        }

        return int.TryParse(length, NumberStyles.None, CultureInfo.InvariantCulture, out int bits) && bits <= 32
            ? new InterfaceName(text, address, NetworkOf(address, bits))
            : new InterfaceName(text, address, network: null);
    }

    /// <summary>The interfaces that are meant: one, none, or several of one network.</summary>
    public NetworkInterface[] FindAmong(NetworkInterface[] all)
    {
        // Loopback has another name on each system; "lo" means it everywhere.
        if (Text == NetworkOptions.Loopback)
            return [.. all.Where(each => each.NetworkInterfaceType == NetworkInterfaceType.Loopback).Take(1)];
        if (_address is not null)
        {
            NetworkInterface[] itself = [.. all.Where(each => AddressesOf(each).Contains(_address)).Take(1)];
            return itself.Length > 0 ? itself : [.. all.Where(each => AddressesOf(each).Any(Has))];
        }

        return Array.Find(all, each => each.Name == _name) is { } named ? [named] : FindByOtherName(all);
    }

    /// <summary>Whether this is the address that is meant, or one of the network that is.</summary>
    public bool Has(IPAddress address) => address.Equals(_address) || _network?.Contains(address) == true;

    public static IEnumerable<IPAddress> AddressesOf(NetworkInterface nic)
        => UnicastAddressesOf(nic).Select(each => each.Address);

    public static IEnumerable<UnicastIPAddressInformation> UnicastAddressesOf(NetworkInterface nic)
        => nic.GetIPProperties().UnicastAddresses
            .Where(each => each.Address.AddressFamily == AddressFamily.InterNetwork);

    /// <summary>The network that an address is in.</summary>
    /// <param name="address">The address.</param>
    /// <param name="bits">How many bits of it name the network.</param>
    public static IPNetwork NetworkOf(IPAddress address, int bits)
    {
        uint mask = bits == 0 ? 0 : uint.MaxValue << (32 - bits);
        byte[] bytes = address.GetAddressBytes();
        uint network = BinaryPrimitives.ReadUInt32BigEndian(bytes) & mask;
        BinaryPrimitives.WriteUInt32BigEndian(bytes, network);
        return new IPNetwork(new IPAddress(bytes), bits);
    }

    /// <summary>
    /// Linux knows an interface by other names, too, of which .NET has no list. But the scope of an IPv6 address may be
    /// any of them, and is read as the interface's index.
    /// </summary>
    private NetworkInterface[] FindByOtherName(NetworkInterface[] all)
    {
        if (_name.Length == 0 || !IPAddress.TryParse("fe80::1%" + _name, out IPAddress? scoped) || scoped.ScopeId == 0)
            return [];
        NetworkInterface[] found = [.. all.Where(each => IndexOf(each) == scoped.ScopeId)];
        if (found is [var nic] && _name.Contains(':'))
        {
            throw new NetworkException(
                $"'{Text}' is the label of an address of {nic.Name} (NetworkOptions.Interface). "
                + $"Give the address itself, one of: {string.Join(", ", AddressesOf(nic))}.");
        }

        return found;
    }

    /// <summary>0 where it does not speak IPv4, which no interface has for its index.</summary>
    private static int IndexOf(NetworkInterface nic)
        => nic.Supports(NetworkInterfaceComponent.IPv4) ? nic.GetIPProperties().GetIPv4Properties().Index : 0;
}
