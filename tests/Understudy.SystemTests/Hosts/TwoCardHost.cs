using Understudy.SystemTests.Network;

namespace Understudy.SystemTests.Hosts;

/// <summary>
/// A host with two cards, each of them cabled to a neighbour of its own: eth0, 10.78.0.1, to 10.78.0.2, and eth1,
/// 10.78.1.1, to 10.78.1.2. Disposing it removes all three.
/// </summary>
internal sealed class TwoCardHost : IDisposable
{
    private readonly NetworkNamespace[] _neighbours = [new(), new()];

    public TwoCardHost()
    {
        try
        {
            for (int card = 0; card < _neighbours.Length; card++)
            {
                NetworkNamespace neighbour = _neighbours[card];
                neighbour.Ip($"link add eth0 type veth peer name eth{card} netns {Host.Name}");
                Bring(neighbour, "eth0", AddressOfNeighbour(card));
                Bring(Host, $"eth{card}", $"10.78.{card}.1");
            }
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public NetworkNamespace Host { get; } = new();

    /// <summary>Who is at the other end of a card's cable.</summary>
    public NetworkNamespace Neighbour(int card) => _neighbours[card];

    public static string AddressOfNeighbour(int card) => $"10.78.{card}.2";

    public void Dispose()
    {
        foreach (NetworkNamespace neighbour in _neighbours)
            neighbour.Dispose();
        Host.Dispose();
    }

    private static void Bring(NetworkNamespace host, string card, string address)
    {
        host.Ip($"link set {card} up");
        host.Ip($"addr add {address}/24 brd + dev {card}");
    }
}
