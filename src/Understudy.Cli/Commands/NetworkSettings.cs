using System.CommandLine;
using System.Net;
using Understudy.Transport;

namespace Understudy.Cli.Commands;

/// <summary>The options that say where on the network servers and clients meet; the same for every command.</summary>
internal sealed class NetworkSettings
{
    private readonly Setting<string?> _interface = Setting.Text(
        "--interface",
        "an interface",
        ("name", "Network interface, by name or address; lo if not given."),
        nameof(NetworkOptions.Interface));

    private readonly Setting<IPEndPoint?> _group = Setting.Group(
        "--group", "Multicast group of the requests; 239.255.77.1:5107.", nameof(NetworkOptions.RequestGroup));

    private readonly Setting<IPEndPoint?> _heartbeatGroup = Setting.Group(
        "--heartbeat-group",
        "Multicast group of the servers alone; 239.255.77.2:5108.",
        nameof(NetworkOptions.HeartbeatGroup));

    private readonly Setting<int?> _ttl = Setting.Number(
        "--ttl", "How many links a datagram may cross, 1 to 255; 1.", nameof(NetworkOptions.TimeToLive));

    private readonly Switch _classic = new(
        "--classic", "The original program's groups and TTL: 224.1.1.1:5007, 224.1.1.2:5008, 2.");

    public void AddTo(Command command, bool ofServer)
    {
        command.Add(_interface.Option);
        command.Add(_group.Option);
        if (ofServer)
            command.Add(_heartbeatGroup.Option);
        command.Add(_ttl.Option);
        command.Add(_classic.Option);
    }

    public NetworkOptions BindServer(Binder binder)
    {
        NetworkOptions network = Bind(binder);
        return network with { HeartbeatGroup = binder.Read(_heartbeatGroup) ?? network.HeartbeatGroup };
    }

    /// <summary>A client has no use for a heartbeat group, and a group given on its port is no mistake.</summary>
    public NetworkOptions BindClient(Binder binder)
    {
        NetworkOptions network = Bind(binder);
        int unused = network.RequestGroup.Port == network.HeartbeatGroup.Port ? 1 : network.HeartbeatGroup.Port;
        return network with { HeartbeatGroup = new IPEndPoint(network.HeartbeatGroup.Address, unused) };
    }

    private NetworkOptions Bind(Binder binder)
    {
        NetworkOptions defaults = binder.Read(_classic) ? NetworkOptions.Classic : new NetworkOptions();
        return defaults with
        {
            Interface = binder.Read(_interface) ?? defaults.Interface,
            RequestGroup = binder.Read(_group) ?? defaults.RequestGroup,
            TimeToLive = binder.Read(_ttl) ?? defaults.TimeToLive,
        };
    }
}
