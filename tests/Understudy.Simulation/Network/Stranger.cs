using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Understudy.Protocol;
using Understudy.Simulation.Chance;
using Understudy.Simulation.Plans;
using Understudy.Simulation.Timing;

namespace Understudy.Simulation.Network;

/// <summary>
/// Somebody on the network who belongs to nobody, at the address of the last client: hears each heartbeat, and knows
/// the wire. What it can do by that is over soon after it has fallen silent.
/// </summary>
internal sealed class Stranger
{
    private const int Memory = 64;
    private const int Names = 1000;
    private const int SameNamePerThousand = 500;

    private readonly Plan _plan;
    private readonly EventQueue _events;
    private readonly SimNetwork _network;
    private readonly Dice _dice;
    private readonly int _host;
    private readonly List<byte[]> _overheard = [];
    private int _next;

    public Stranger(Plan plan, EventQueue events, SimNetwork network)
    {
        _plan = plan;
        _events = events;
        _network = network;
        _dice = new Dice(Dice.Mix(plan.Seed, 103));
        _host = plan.Hosts - 1;
    }

    /// <summary>Something goes to a group. It hears that even where somebody is cut off.</summary>
    public void Overhears(int from, ReadOnlySpan<byte> datagram)
    {
        if (from == _host || new Frame(datagram).Kind != FrameKind.Heartbeat)
            return;

        if (_overheard.Count < Memory)
            _overheard.Add(datagram.ToArray());
        else
            datagram.CopyTo(_overheard[_next++ % Memory]);
        if (Array.Exists(_plan.Faults, fault => Does(fault, Trick.Echo)))
            Say(datagram);
    }

    /// <summary>Says something, and plans what it says next.</summary>
    /// <param name="fault">The number of the fault that has it do so.</param>
    public void Forge(int fault)
    {
        Fault told = _plan.Faults[fault];
        if (!told.IsActiveAt(_events.Now))
            return;

        long longest = _plan.Membership.Period.Ticks / 2;
        _events.Plan(_events.Now + 1 + _dice.Below(longest), EventKind.Forge, _host, fault);
        if (_overheard.Count == 0)
            return;
        Span<byte> heartbeat = [.. _dice.Pick<byte[]>(CollectionsMarshal.AsSpan(_overheard))];
        Say(Forged(heartbeat, (Trick)told.Amount));
    }

    private bool Does(in Fault fault, Trick trick)
        => fault.Kind == FaultKind.Stranger && fault.Amount == (int)trick && fault.IsActiveAt(_events.Now);

    private Span<byte> Forged(Span<byte> heartbeat, Trick trick)
    {
        switch (trick)
        {
            case Trick.Rival:
                Sign(heartbeat);
                heartbeat[Frame.UptimeOffset] = byte.MaxValue;
                return heartbeat;
            case Trick.Leave:
                heartbeat[Frame.FlagsOffset] |= (byte)FrameFlags.Leaving;
                heartbeat[Frame.NumberOffset + sizeof(ulong) - 2]++;
                return heartbeat;
            case Trick.Choosers:
                Sign(heartbeat);
                heartbeat[Frame.KindOffset] = (byte)FrameKind.Probe;
                heartbeat[Frame.FlagsOffset] = (byte)FrameFlags.Choosing;
                return heartbeat[..Frame.ProbeLength];
            case Trick.Phantoms:
                Sign(heartbeat);
                heartbeat[Frame.IdOffset] = (byte)_dice.Between(1, _plan.Membership.MaxServers);
                return heartbeat;
            default: return heartbeat;
        }
    }

    /// <summary>
    /// By a name of its own, the same or another one: an incarnation that is lower than any server's, and so comes
    /// first.
    /// </summary>
    private void Sign(Span<byte> datagram)
    {
        int name = _dice.Happens(SameNamePerThousand) ? Names : _dice.Between(1, Names - 1);
        BinaryPrimitives.WriteUInt64BigEndian(datagram[Frame.SenderOffset..], (ulong)name);
    }

    private void Say(ReadOnlySpan<byte> datagram)
        => _network.SendToGroup(_host, Channels.Heartbeats, datagram);
}
