using System.Net;
using System.Text;
using Understudy.Transport.Udp;

namespace Understudy;

/// <summary>Where on the network servers and clients meet. All of one cluster must have the same groups.</summary>
/// <remarks>A server or client copies its options when it is made: to change them later has no effect on it.</remarks>
public sealed record NetworkOptions
{
    /// <summary>The loopback interface, whatever this system calls it.</summary>
    public const string Loopback = "lo";

    /// <summary>The most that one UDP datagram over IPv4 can carry, in bytes.</summary>
    public const int LargestDatagram = 65_507;

    /// <summary>What <see cref="MaxDatagramBytes"/> is by default.</summary>
    internal const int DefaultMaxDatagramBytes = 1200;

    /// <summary>
    /// The network interface, by name (<c>eth0</c>) or by its own IPv4 address. Loopback by default, the safe side:
    /// nothing leaves the machine unless an interface is given, and none is guessed.
    /// </summary>
    public string Interface { get; set; } = Loopback;

    /// <summary>
    /// The multicast group of clients and servers. The default, 239.255.77.1:5107, is in RFC 2365's local scope. Those
    /// from 224.0.0.0 to 224.0.0.255 are reserved (RFC 5771) and refused.
    /// </summary>
    public GroupAddress RequestGroup { get; set; } = new(new IPAddress([239, 255, 77, 1]), 5107);

    /// <summary>
    /// The multicast group of the servers alone. The default is 239.255.77.2:5108. Its port must differ from the
    /// request group's, since on some systems a socket hears every group on its port, and so must its address.
    /// </summary>
    public GroupAddress HeartbeatGroup { get; set; } = new(new IPAddress([239, 255, 77, 2]), 5108);

    /// <summary>
    /// How many routers a multicast datagram may cross, plus one: from 1 to 255. 1, the default and the safe side,
    /// stays on the link.
    /// </summary>
    public int TimeToLive { get; set; } = 1;

    /// <summary>
    /// The longest datagram sent or accepted, in bytes: 1,200 by default, from 64 to 65,507. The default is the safe
    /// side: it crosses any link without being split.
    /// </summary>
    public int MaxDatagramBytes { get; set; } = DefaultMaxDatagramBytes;

    /// <summary>
    /// The receive buffer of each group's socket, and of a client's, in bytes: 1 MiB by default, from 4,096, and at
    /// least <see cref="MaxDatagramBytes"/>, to 1 GiB. The system may grant less (<c>net.core.rmem_max</c>), unless the
    /// process may pass its limit, as root may on Linux; a server then says so in its log.
    /// </summary>
    public int ReceiveBufferBytes { get; set; } = 1 << 20;

    /// <summary>
    /// How often a server leaves its groups and joins them again: 60 s by default; zero is never. On a network without
    /// an IGMP querier, a switch that snoops IGMP forgets a member after about 260 s, and sends it nothing more. Has no
    /// effect on loopback.
    /// </summary>
    public TimeSpan IgmpRefresh { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>The form of the datagrams: framed by default.</summary>
    public Dialect Dialect { get; set; } = Dialect.Framed;

    /// <summary>
    /// The cluster's name. Clusters with different names may share the groups. It only prevents mix-ups: it is no
    /// secret. Not used in the classic dialect.
    /// </summary>
    public string Cluster { get; set; } = "default";

    /// <summary>
    /// Where transports are opened. Null, the default: UDP multicast on <see cref="Interface"/>. Tests give a network
    /// in memory, which uses neither the interface nor the groups.
    /// </summary>
    public IDatagramNetwork? DatagramNetwork { get; set; }

    /// <summary>
    /// New options with the dialect, groups and time to live of the original program, to work together with it.
    /// </summary>
    public static NetworkOptions Classic => new()
    {
        RequestGroup = new(new IPAddress([224, 1, 1, 1]), 5007),
        HeartbeatGroup = new(new IPAddress([224, 1, 1, 2]), 5008),
        TimeToLive = 2,
        Dialect = Dialect.Classic,
    };

    /// <summary>Checks what a client uses: of the heartbeat group, only that there is one.</summary>
    /// <exception cref="InvalidOptionException">A value cannot work.</exception>
    public void Validate()
    {
        if (string.IsNullOrWhiteSpace(Interface))
            throw new InvalidOptionException(nameof(Interface), "name a network interface, such as lo or eth0.");
        RequireName(Cluster);
        InvalidOptionException.ThrowIfUndefined(Dialect, nameof(Dialect));
        RequireGroup(RequestGroup, nameof(RequestGroup));
        InvalidOptionException.RequireValue(HeartbeatGroup, nameof(HeartbeatGroup));
        InvalidOptionException.ThrowIfOutside(TimeToLive, 1, 255, nameof(TimeToLive));
        InvalidOptionException.ThrowIfOutside(MaxDatagramBytes, 64, LargestDatagram, nameof(MaxDatagramBytes));
        InvalidOptionException.ThrowIfOutside(
            ReceiveBufferBytes, Math.Max(4096, MaxDatagramBytes), 1 << 30, nameof(ReceiveBufferBytes));
        if (IgmpRefresh != TimeSpan.Zero)
        {
            InvalidOptionException.ThrowIfOutside(
                IgmpRefresh, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1), nameof(IgmpRefresh), ", or 0 for never");
        }
    }

    /// <summary>The network that these options describe. Each caller keeps its own.</summary>
    internal IDatagramNetwork ToDatagramNetwork() => DatagramNetwork ?? new UdpNetwork(this);

    internal void ValidateHeartbeatGroup()
    {
        RequireGroup(HeartbeatGroup, nameof(HeartbeatGroup));
        if (RequestGroup.Port == HeartbeatGroup.Port)
        {
            throw new InvalidOptionException(
                nameof(HeartbeatGroup), $"its port must differ from the request group's, {RequestGroup.Port}.");
        }

        if (RequestGroup.Address.Equals(HeartbeatGroup.Address))
        {
            throw new InvalidOptionException(
                nameof(HeartbeatGroup),
                $"its address must differ from the request group's, {RequestGroup.Address}: "
                + "else every client's request also burdens what hears heartbeats alone.");
        }
    }

    private static void RequireGroup(GroupAddress? given, string option)
    {
        GroupAddress group = InvalidOptionException.RequireValue(given, option);
        if (!group.IsMulticast)
        {
            throw new InvalidOptionException(
                option, $"{group} is not an IPv4 multicast group and port; use one such as 239.255.77.1:5107.");
        }

        if (group.IsReserved)
        {
            throw new InvalidOptionException(
                option,
                $"{group} is reserved: 224.0.0.0 to 224.0.0.255 are for the network's own protocols; "
                + "use one such as 239.255.77.1:5107.");
        }
    }

    private static void RequireName(string? cluster)
    {
        if (string.IsNullOrWhiteSpace(cluster))
            throw new InvalidOptionException(nameof(Cluster), "give the cluster a name, such as default.");
        if (cluster.EnumerateRunes().Any(rune => rune == Rune.ReplacementChar))
        {
            throw new InvalidOptionException(
                nameof(Cluster), "it is no Unicode text, since half a character stands in it; give it another name.");
        }
    }
}
