using Understudy.SystemTests.Network;

namespace Understudy.SystemTests.Hosts;

/// <summary>
/// A switched LAN on this machine: a bridge, and hosts 10.77.0.1, 10.77.0.2 … with a cable each, every one of them a
/// network namespace. Nothing that happens on it leaves the machine. Disposing it removes it all. Without the bridge,
/// the cables end at a switch that passes nothing on, until a program there does.
/// </summary>
internal sealed class Lan : IDisposable
{
    private readonly bool _isBridged;
    private readonly List<NetworkNamespace> _hosts = [];

    public Lan(int hosts, bool isBridged = true)
    {
        _isBridged = isBridged;
        try
        {
            if (isBridged)
            {
                Switch.Ip("link add br0 type bridge mcast_snooping 0 stp_state 0 forward_delay 0");
                Switch.Ip("link set br0 up");
            }

            for (int host = 1; host <= hosts; host++)
            {
                _hosts.Add(new NetworkNamespace());
                Connect(host);
                BringInterfaceUp(host);
            }
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>The network namespace where the cables end.</summary>
    public NetworkNamespace Switch { get; } = new();

    /// <summary>The network namespace of a host, from 1.</summary>
    public NetworkNamespace Host(int host) => _hosts[host - 1];

    /// <summary>The name of a cable's end at the switch.</summary>
    public static string Port(int host) => $"p{host}";

    /// <summary>Pulls the cable of a host, or puts it back.</summary>
    public void SetCable(int host, bool connected) => Switch.Ip($"link set {Port(host)} {(connected ? "up" : "down")}");

    /// <summary>Takes a host's interface down, which also takes its routes.</summary>
    public void TakeInterfaceDown(int host)
    {
        Host(host).Ip("link set eth0 down");
        Host(host).Ip("addr flush dev eth0");
    }

    /// <summary>Brings a host's interface up again, with its address.</summary>
    public void BringInterfaceUp(int host)
    {
        Host(host).Ip("link set eth0 up");
        Host(host).Ip($"addr add 10.77.0.{host}/24 brd + dev eth0");
    }

    /// <summary>Gives a host a second card, eth1 with the address 10.77.0.<paramref name="address"/>.</summary>
    public void AddCard(int host, int address)
    {
        Switch.Ip($"link add {Port(address)} type veth peer name eth1 netns {Host(host).Name}");
        Switch.Ip($"link set {Port(address)} master br0 up");
        Host(host).Ip("link set eth1 up");
        Host(host).Ip($"addr add 10.77.0.{address}/24 brd + dev eth1");
    }

    /// <summary>Takes a host's card out and puts a new one in: same name, same address, another index.</summary>
    public void ReplaceInterface(int host)
    {
        Switch.Ip($"link del {Port(host)}");
        Connect(host);
        BringInterfaceUp(host);
    }

    public void Dispose()
    {
        List<Exception> errors = [];
        foreach (NetworkNamespace host in _hosts.Append(Switch))
        {
            try
            {
                host.Dispose();
            }
            catch (InvalidOperationException error)
            {
                errors.Add(error);
            }
        }

        if (errors.Count > 0)
            throw new AggregateException(errors);
    }

    private void Connect(int host)
    {
        Switch.Ip($"link add {Port(host)} type veth peer name eth0 netns {Host(host).Name}");
        Switch.Ip($"link set {Port(host)} {(_isBridged ? "master br0 " : "")}up");
    }
}
