using Understudy.Protocol;
using Understudy.Simulation.Chance;
using Understudy.Simulation.Plans;
using Understudy.Simulation.Timing;
using Understudy.Simulation.Tracing;

namespace Understudy.Simulation.Network;

/// <summary>
/// The network: carries datagrams to a group or to one host, and does to them what the faults say. What it still keeps
/// when all faults end is delivered by then.
/// </summary>
internal sealed class SimNetwork
{
    private const int Thousand = 1000;

    private readonly Plan _plan;
    private readonly EventQueue _events;
    private readonly Dice _dice;
    private readonly TextTrace? _trace;
    private readonly Channels[] _cuts;
    private readonly List<Datagram> _datagrams = [];
    private readonly Stack<Datagram> _spare = [];
    private int _loss;
    private int _duplicates;
    private int _delay;
    private int _stragglers;
    private int _damage;

    public SimNetwork(Plan plan, EventQueue events, Dice dice, TextTrace? trace)
    {
        _plan = plan;
        _events = events;
        _dice = dice;
        _trace = trace;
        _cuts = new Channels[plan.Hosts * plan.Hosts];
        if (Array.Exists(plan.Faults, fault => fault.Kind == FaultKind.Stranger))
            Stranger = new Stranger(plan, events, this);
    }

    public Datagram this[int index] => _datagrams[index];

    /// <summary>Null where all that speak belong to the cluster.</summary>
    public Stranger? Stranger { get; }

    /// <summary>Other faults are active now.</summary>
    public void Suffer(List<Fault> active)
    {
        _loss = _duplicates = _delay = _stragglers = _damage = 0;
        Array.Clear(_cuts);
        foreach (Fault fault in active)
        {
            switch (fault.Kind)
            {
                case FaultKind.Loss: _loss = Math.Max(_loss, fault.Amount); break;
                case FaultKind.Duplicates: _duplicates = Math.Max(_duplicates, fault.Amount); break;
                case FaultKind.Delay: _delay = Math.Max(_delay, fault.Amount); break;
                case FaultKind.Stragglers: _stragglers = Math.Max(_stragglers, fault.Amount); break;
                case FaultKind.Damage: _damage = Math.Max(_damage, fault.Amount); break;
                case FaultKind.Cut or FaultKind.Islands or FaultKind.Deaf or FaultKind.Mute or FaultKind.Unplugged:
                    Cut(fault);
                    break;
                default: break;
            }
        }
    }

    /// <summary>To all servers, the sender included.</summary>
    public void SendToGroup(int from, Channels group, ReadOnlySpan<byte> bytes)
    {
        _trace?.Sent(from, -1, group, bytes);
        Datagram datagram = Rent(bytes, from, group);
        for (int to = 0; to < _plan.Servers.Length; to++)
            Carry(datagram, to);
        if (datagram.Uses == 0)
            _spare.Push(datagram);
        Stranger?.Overhears(from, bytes);
    }

    /// <summary>To one host. It takes so long before the datagram is sent.</summary>
    public void Send(int from, int to, ReadOnlySpan<byte> bytes)
    {
        _trace?.Sent(from, to, Channels.Replies, bytes);
        Datagram datagram = Rent(bytes, from, Channels.Replies);
        Carry(datagram, to);
        if (datagram.Uses == 0)
            _spare.Push(datagram);
    }

    /// <summary>One delivery is over.</summary>
    public void Release(Datagram datagram)
    {
        if (--datagram.Uses == 0)
            _spare.Push(datagram);
    }

    private void Cut(in Fault fault)
    {
        for (int from = 0; from < _plan.Hosts; from++)
        {
            for (int to = 0; to < _plan.Hosts; to++)
                _cuts[(from * _plan.Hosts) + to] |= fault.Cuts(from, to);
        }
    }

    private Datagram Rent(ReadOnlySpan<byte> bytes, int from, Channels channel)
    {
        if (!_spare.TryPop(out Datagram? datagram))
        {
            datagram = new Datagram(_datagrams.Count);
            _datagrams.Add(datagram);
        }

        datagram.Fill(bytes, from, channel);
        return datagram;
    }

    private void Carry(Datagram datagram, int to)
    {
        if ((_cuts[(datagram.From * _plan.Hosts) + to] & datagram.Channel) != 0)
            return;
        if (_dice.Happens(_loss))
        {
            _trace?.Lost(datagram.From, to);
            return;
        }

        Deliver(datagram, to);
        if (_dice.Happens(_duplicates))
            Deliver(datagram, to);
    }

    private void Deliver(Datagram datagram, int to)
    {
        if (_dice.Happens(_damage))
            datagram = Damaged(datagram);
        datagram.Uses++;
        long at = _events.Now + Delay(datagram.From == to);
        if (at > _plan.HealedAt && _events.Now < _plan.HealedAt)
            at = Math.Max(_plan.HealedAt, _events.Now + (Thousand * Durations.Microsecond));
        _events.Plan(at, EventKind.Deliver, to, datagram.Index);
    }

    private long Delay(bool toItself)
    {
        long delay = Durations.Microsecond * (toItself ? _dice.Between(5, 20) : _dice.Between(50, 250));
        if (_delay > 0)
            delay += _dice.Below(_delay * Durations.Microsecond);
        if (_dice.Happens(_stragglers))
            delay += _dice.Below(Plan.LongestDelay);
        return delay;
    }

    /// <summary>
    /// Damage that the receiver can tell: a byte of the header that has one value only, or an end within the header.
    /// Any other is what UDP's checksum is for.
    /// </summary>
    private Datagram Damaged(Datagram whole)
    {
        Datagram copy = Rent(whole.Bytes, whole.From, whole.Channel);
        int place = _dice.Below(8);
        if (place is 2 or 3)
            copy.Truncate(_dice.Below(FrameHeader.Length));
        else
            copy.Damage(place, (byte)(copy.Bytes[place] ^ _dice.Between(1, 255)));
        return copy;
    }
}
