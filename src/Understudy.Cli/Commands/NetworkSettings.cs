using System.CommandLine;
using Understudy.Cli.Hosting;

namespace Understudy.Cli.Commands;

/// <summary>The options that say where on the network servers and clients meet; the same for every command.</summary>
internal sealed class NetworkSettings
{
    private static readonly NetworkOptions Defaults = new();
    private static readonly NetworkOptions Classic = NetworkOptions.Classic;

    private readonly Setting<string?> _interface = Setting.Text(
        OptionFlags.Interface,
        "an interface",
        ("name", "Network interface, by name, address or network.", NetworkOptions.Loopback),
        nameof(NetworkOptions.Interface));

    private readonly Setting<GroupAddress?> _group = Setting.Group(
        OptionFlags.Group,
        ("Multicast group of the requests.", Defaults.RequestGroup),
        nameof(NetworkOptions.RequestGroup));

    private readonly Setting<GroupAddress?> _heartbeatGroup = Setting.Group(
        OptionFlags.HeartbeatGroup,
        ("Multicast group of the servers alone.", Defaults.HeartbeatGroup),
        nameof(NetworkOptions.HeartbeatGroup));

    private readonly Setting<int?> _ttl = Setting.Number(
        "--ttl",
        ("How many links a datagram may cross, 1 to 255.", Defaults.TimeToLive),
        nameof(NetworkOptions.TimeToLive));

    private readonly Switch _classic = new(
        "--classic",
        $"The original program's dialect, groups and TTL: text, {Classic.RequestGroup}, {Classic.HeartbeatGroup}, "
            + $"{Classic.TimeToLive}.");

    private readonly Setting<string?> _cluster = Setting.Text(
        "--cluster",
        "a name",
        ("name", "Cluster to belong to, of several on one network.", Defaults.Cluster),
        nameof(NetworkOptions.Cluster));

    private readonly bool _ofServer;

    public NetworkSettings(bool ofServer) => _ofServer = ofServer;

    public void AddTo(Command command)
    {
        command.Add(_interface.Option);
        command.Add(_group.Option);
        if (_ofServer)
            command.Add(_heartbeatGroup.Option);
        command.Add(_cluster.Option);
        command.Add(_ttl.Option);
        command.Add(_classic.Option);
    }

    public NetworkOptions Bind(Binder binder)
    {
        NetworkOptions defaults = binder.Read(_classic) ? NetworkOptions.Classic : new NetworkOptions();
        return defaults with
        {
            Interface = binder.Read(_interface) ?? defaults.Interface,
            RequestGroup = binder.Read(_group) ?? defaults.RequestGroup,
            HeartbeatGroup = (_ofServer ? binder.Read(_heartbeatGroup) : null) ?? defaults.HeartbeatGroup,
            TimeToLive = binder.Read(_ttl) ?? defaults.TimeToLive,
            Cluster = binder.Read(_cluster) ?? defaults.Cluster,
        };
    }
}
