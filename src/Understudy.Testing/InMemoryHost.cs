using System.Net;

namespace Understudy.Testing;

/// <summary>
/// A host of an <see cref="InMemoryNetwork"/>, for a server's or a client's
/// <see cref="NetworkOptions.DatagramNetwork"/>. A fault concerns all of a host.
/// </summary>
/// <remarks>All members are safe from any thread.</remarks>
public sealed class InMemoryHost : IDatagramNetwork
{
    private const int FirstPort = 1024;

    private readonly InMemoryNetwork _network;
    private readonly Dictionary<InMemoryHost, Random> _chances = [];
    private readonly int _number;
    private int _lastPort = FirstPort - 1;
    private volatile bool _isPaused;

    internal InMemoryHost(InMemoryNetwork network, string name, int number)
    {
        _network = network;
        _number = number;
        Name = name;
        Address = new IPAddress([10, (byte)(number >> 16), (byte)(number >> 8), (byte)number]);
    }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>Its address, which exists in this network alone.</summary>
    public IPAddress Address { get; }

    /// <summary>Whether it is paused.</summary>
    public bool IsPaused => _isPaused;

    internal Traffic Lost { get; private set; }

    internal bool IsDead { get; private set; }

    internal bool IsReachable => !IsDead && !IsPaused && Lost == Traffic.None;

    /// <inheritdoc/>
    public IDatagramTransport OpenServer(Lane lane) => _network.Open(this, lane);

    /// <inheritdoc/>
    public IDatagramTransport OpenClient() => _network.Open(this, lane: null);

    /// <summary>
    /// From now on, loses what it and other hosts send to each other, as if its cable were pulled. It still hears
    /// itself. A second cut adds to the first.
    /// </summary>
    /// <param name="traffic">What is lost; both by default.</param>
    public void Cut(Traffic traffic = Traffic.Both) => _network.Change(this, () => Lost |= traffic);

    /// <summary>Ends what <see cref="Cut"/> began.</summary>
    public void Heal() => _network.Change(this, () => Lost = Traffic.None);

    /// <summary>
    /// Holds it, as if its process were stopped. A call that sends or receives does not return before
    /// <see cref="Resume"/>, so a thread that sends from a paused host cannot resume it. What arrives waits, as
    /// long as there is room.
    /// </summary>
    public void Pause() => _network.Change(this, () => _isPaused = true);

    /// <summary>Ends what <see cref="Pause"/> began.</summary>
    public void Resume() => _network.Change(this, () => _isPaused = false);

    /// <summary>
    /// Ends it for good, as if its power were cut: no datagram leaves or reaches it any more. A server on it must still
    /// be stopped.
    /// </summary>
    public void Kill() => _network.Change(this, () =>
    {
        IsDead = true;
        _isPaused = false;
    });

    /// <summary>Called with the network's lock.</summary>
    internal IPEndPoint NextAddress()
    {
        _lastPort = _lastPort == IPEndPoint.MaxPort ? FirstPort : _lastPort + 1;
        return new IPEndPoint(Address, _lastPort);
    }

    /// <summary>
    /// Draws the faults of what is sent to another host. Each pair of hosts has its own generator, so that others'
    /// datagrams change nothing. Called with the network's lock.
    /// </summary>
    internal Random ChanceTo(InMemoryHost other, int seed)
    {
        if (!_chances.TryGetValue(other, out Random? chance))
        {
            chance = new Random(unchecked((seed * 1_000_003) + (_number * 10_007) + other._number));
            _chances.Add(other, chance);
        }

        return chance;
    }
}
