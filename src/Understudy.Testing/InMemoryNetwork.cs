namespace Understudy.Testing;

/// <summary>
/// A network in this process's memory, for tests: it opens no socket, and makes faults on demand. Each server and
/// client gets a <see cref="Host"/> of it as its <see cref="NetworkOptions.DatagramNetwork"/>.
/// </summary>
/// <remarks>
/// <para>
/// Without faults everything arrives at once and in order. Faults concern what one host sends to another; what a host
/// sends to itself always arrives. The seed decides what is lost, doubled or delayed, for each pair of hosts by itself:
/// the same datagrams, sent in the same order from one host to another, have the same fate.
/// </para>
/// <para>All members are safe from any thread.</para>
/// </remarks>
public sealed class InMemoryNetwork
{
    /// <summary>
    /// How many datagrams wait for one server or client at most, those on their way included. More are dropped.
    /// </summary>
    public const int QueueCapacity = 1024;

    private const string TooLong = "Message too long";
    private const string Closed = "The transport is closed";

    private readonly object _gate = new();
    private readonly Dictionary<string, InMemoryHost> _hosts = [];
    private readonly Dictionary<Peer, InMemoryTransport> _open = [];
    private readonly List<InMemoryTransport> _servers = [];
    private readonly long _start;
    private readonly int _seed;
    private double _lostShare;
    private double _doubledShare;
    private TimeSpan _leastDelay;
    private TimeSpan _mostDelay;

    /// <summary>Makes a network without hosts and without faults.</summary>
    /// <param name="seed">Decides what happens by chance.</param>
    /// <param name="timeProvider">The clock for waits and delays; the system's by default.</param>
    public InMemoryNetwork(int seed = 0, TimeProvider? timeProvider = null)
    {
        _seed = seed;
        TimeProvider = timeProvider ?? TimeProvider.System;
        _start = TimeProvider.GetTimestamp();
    }

    internal TimeProvider TimeProvider { get; }

    internal TimeSpan Now => TimeProvider.GetElapsedTime(_start);

    /// <summary>The host with a name. It is made when it is first asked for.</summary>
    /// <param name="name">The name.</param>
    public InMemoryHost Host(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        lock (_gate)
        {
            if (!_hosts.TryGetValue(name, out InMemoryHost? host))
            {
                host = new InMemoryHost(this, name, _hosts.Count + 1);
                _hosts.Add(name, host);
            }

            return host;
        }
    }

    /// <summary>From now on, loses a share of what hosts send to each other.</summary>
    /// <param name="share">From 0, nothing, to 1, everything.</param>
    public void Lose(double share) => SetShare(ref _lostShare, share);

    /// <summary>From now on, delivers twice a share of what hosts send to each other.</summary>
    /// <param name="share">From 0, nothing, to 1, everything.</param>
    public void Duplicate(double share) => SetShare(ref _doubledShare, share);

    /// <summary>
    /// From now on, delays what hosts send to each other, each datagram by a time drawn between the two. So datagrams
    /// may overtake each other.
    /// </summary>
    /// <param name="least">The shortest delay.</param>
    /// <param name="most">The longest delay, up to 1 h.</param>
    public void Delay(TimeSpan least, TimeSpan most)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(least, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(most, least);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(most, TimeSpan.FromHours(1));
        lock (_gate)
            (_leastDelay, _mostDelay) = (least, most);
    }

    /// <summary>
    /// Ends every loss, doubling and delay, and heals every host. A paused or killed host stays so.
    /// </summary>
    public void Heal()
    {
        InMemoryHost[] hosts;
        lock (_gate)
        {
            (_lostShare, _doubledShare, _leastDelay, _mostDelay) = (0, 0, TimeSpan.Zero, TimeSpan.Zero);
            hosts = [.. _hosts.Values];
        }

        foreach (InMemoryHost host in hosts)
            host.Heal();
    }

    internal InMemoryTransport Open(InMemoryHost host, Lane? lane)
    {
        lock (_gate)
        {
            Peer self;
            do
                self = new Peer(host.NextAddress());
            while (_open.ContainsKey(self));

            var transport = new InMemoryTransport(this, host, lane, self);
            _open.Add(self, transport);
            if (lane is not null)
                _servers.Add(transport);
            return transport;
        }
    }

    /// <summary>The transport hears no more; it may still send.</summary>
    internal void Silence(InMemoryTransport transport)
    {
        lock (_gate)
            _servers.Remove(transport);
    }

    internal void Close(InMemoryTransport transport)
    {
        lock (_gate)
        {
            _servers.Remove(transport);
            _open.Remove(transport.Self);
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>Changes a host, and wakes those who wait for such a change.</summary>
    internal void Change(InMemoryHost host, Action change)
    {
        lock (_gate)
        {
            change();
            Monitor.PulseAll(_gate);
            foreach (InMemoryTransport transport in _open.Values)
            {
                if (transport.Host == host)
                    transport.Wake();
            }
        }
    }

    internal SendResult SendToGroup(InMemoryTransport from, Lane lane, ReadOnlySpan<byte> datagram)
    {
        lock (_gate)
        {
            if (Refusal(from, datagram) is { } problem)
                return SendResult.Failed(problem);

            byte[] copy = datagram.ToArray();
            foreach (InMemoryTransport server in _servers)
            {
                if (server.Lane == lane)
                    Carry(from, server, copy);
            }

            return SendResult.Sent;
        }
    }

    internal SendResult Send(InMemoryTransport from, Peer to, ReadOnlySpan<byte> datagram)
    {
        lock (_gate)
        {
            if (Refusal(from, datagram) is { } problem)
                return SendResult.Failed(problem);

            // A server hears its group alone.
            if (_open.TryGetValue(to, out InMemoryTransport? client) && client.Lane is null)
                Carry(from, client, datagram.ToArray());
            return SendResult.Sent;
        }
    }

    private string? Refusal(InMemoryTransport from, ReadOnlySpan<byte> datagram)
    {
        while (from.Host.IsPaused && _open.ContainsKey(from.Self))
            Monitor.Wait(_gate);
        if (!_open.ContainsKey(from.Self))
            return Closed;
        return datagram.Length > NetworkOptions.LargestDatagram ? TooLong : null;
    }

    private void Carry(InMemoryTransport from, InMemoryTransport to, byte[] datagram)
    {
        if (from.Host.IsDead || to.Host.IsDead)
            return;
        if (from.Host == to.Host)
        {
            to.Enqueue(from.Self, datagram, TimeSpan.Zero);
            return;
        }

        Random chance = from.Host.ChanceTo(to.Host, _seed);
        bool isLost = chance.NextDouble() < _lostShare;
        int copies = chance.NextDouble() < _doubledShare ? 2 : 1;
        if (isLost || from.Host.Lost.HasFlag(Traffic.Outgoing) || to.Host.Lost.HasFlag(Traffic.Incoming))
            return;

        TimeSpan now = Now;
        for (int copy = 0; copy < copies; copy++)
            to.Enqueue(from.Self, datagram, now + _leastDelay + ((_mostDelay - _leastDelay) * chance.NextDouble()));
    }

    private void SetShare(ref double share, double value)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(value, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(value, 1);
        lock (_gate)
            share = value;
    }
}
