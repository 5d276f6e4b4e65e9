using System.Net;
using System.Net.Sockets;
using Understudy.Transport.Udp;

namespace Understudy;

/// <summary>Where on the network servers and clients meet. All of one cluster must have the same groups.</summary>
public sealed record NetworkOptions
{
    /// <summary>The loopback interface, whatever this system calls it.</summary>
    public const string Loopback = "lo";

    /// <summary>The most that one UDP datagram over IPv4 can carry, in bytes.</summary>
    public const int LargestDatagram = 65_507;

    /// <summary>
    /// The network interface, by name (<c>eth0</c>) or by its own IPv4 address. The default is loopback: traffic
    /// leaves the machine only when asked to, and the wrong card is never guessed.
    /// </summary>
    public string Interface { get; init; } = Loopback;

    /// <summary>
    /// The multicast group of clients and servers. The default, 239.255.77.1:5107, is in RFC 2365's local scope.
    /// </summary>
    public IPEndPoint RequestGroup { get; init; } = new(new IPAddress([239, 255, 77, 1]), 5107);

    /// <summary>
    /// The multicast group of the servers alone. The default is 239.255.77.2:5108. Its port must differ from the
    /// request group's: on some systems a socket hears every group on its port.
    /// </summary>
    public IPEndPoint HeartbeatGroup { get; init; } = new(new IPAddress([239, 255, 77, 2]), 5108);

    /// <summary>
    /// How many routers a multicast datagram may cross, plus one: 1 (the default, and the safe side) stays on the
    /// link. From 1 to 255.
    /// </summary>
    public int TimeToLive { get; init; } = 1;

    /// <summary>
    /// The longest datagram sent or accepted, in bytes: 1,200 by default, which crosses any link without fragments.
    /// From 64 to 65,507.
    /// </summary>
    public int MaxDatagramBytes { get; init; } = 1200;

    /// <summary>
    /// The receive buffer asked of the kernel for each group socket, in bytes: 1 MiB by default. What is granted may
    /// be less (<c>net.core.rmem_max</c>); the server says so.
    /// </summary>
    public int ReceiveBufferBytes { get; init; } = 1 << 20;

    /// <summary>
    /// How often a server leaves and joins its groups again; 60 s by default, zero is never. A switch that snoops
    /// IGMP on a network without a querier forgets a member after about 260 s and then withholds the group from it.
    /// Has no effect on loopback.
    /// </summary>
    public TimeSpan IgmpRefresh { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The form of the datagrams: framed by default.</summary>
    public Dialect Dialect { get; init; } = Dialect.Framed;

    /// <summary>
    /// The cluster's name; several may share the groups. It keeps them apart by accident, and is no secret. Not used in
    /// the classic dialect.
    /// </summary>
    public string Cluster { get; init; } = "default";

    /// <summary>
    /// Where transports are opened. Null, the default, is UDP multicast on <see cref="Interface"/>; a network in memory
    /// is for tests, and uses neither the interface nor the groups.
    /// </summary>
    public IDatagramNetwork? DatagramNetwork { get; init; }

    /// <summary>The dialect, groups and time to live of the original program, for one network with it.</summary>
    public static NetworkOptions Classic { get; } = new()
    {
        RequestGroup = new(new IPAddress([224, 1, 1, 1]), 5007),
        HeartbeatGroup = new(new IPAddress([224, 1, 1, 2]), 5008),
        TimeToLive = 2,
        Dialect = Dialect.Classic,
    };

    /// <summary>Checks what a client uses: everything but the heartbeat group.</summary>
    /// <exception cref="InvalidOptionException">A value cannot work.</exception>
    public void Validate()
    {
        if (string.IsNullOrWhiteSpace(Interface))
            throw new InvalidOptionException(nameof(Interface), "name a network interface, such as lo or eth0.");
        RequireMulticast(RequestGroup, nameof(RequestGroup));
        InvalidOptionException.ThrowIfOutside(TimeToLive, 1, 255, nameof(TimeToLive));
        InvalidOptionException.ThrowIfOutside(MaxDatagramBytes, 64, LargestDatagram, nameof(MaxDatagramBytes));
        InvalidOptionException.ThrowIfOutside(ReceiveBufferBytes, 4096, 1 << 30, nameof(ReceiveBufferBytes));
        if (IgmpRefresh != TimeSpan.Zero)
        {
            InvalidOptionException.ThrowIfOutside(
                IgmpRefresh, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1), nameof(IgmpRefresh));
        }
    }

    /// <summary>The network that these options tell of. Each caller keeps its own.</summary>
    internal IDatagramNetwork ToDatagramNetwork() => DatagramNetwork ?? new UdpNetwork(this);

    internal void ValidateHeartbeatGroup()
    {
        RequireMulticast(HeartbeatGroup, nameof(HeartbeatGroup));
        if (RequestGroup.Port == HeartbeatGroup.Port)
        {
            throw new InvalidOptionException(
                nameof(HeartbeatGroup), $"its port must differ from the request group's, {RequestGroup.Port}.");
        }
    }

    private static void RequireMulticast(IPEndPoint group, string option)
    {
        bool multicast = group.AddressFamily == AddressFamily.InterNetwork
            && group.Address.GetAddressBytes()[0] is >= 224 and <= 239;
        if (!multicast || group.Port == 0)
        {
            throw new InvalidOptionException(
                option, $"{group} is not an IPv4 multicast group and port; use one such as 239.255.77.1:5107.");
        }
    }
}
