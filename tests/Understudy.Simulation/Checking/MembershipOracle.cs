using Understudy.Protocol;
using Understudy.Simulation.Network;

namespace Understudy.Simulation.Checking;

/// <summary>
/// What a server must know of the others, worked out a second time from the bytes that reached it: whom it has heard
/// how many of its own ticks ago. Without countdown, so that a mistake in that does not show up here, too.
/// </summary>
internal sealed class MembershipOracle
{
    private const int Never = int.MinValue / 2;

    private readonly IReadOnlySet<ulong> _incarnations;
    private readonly (ulong Incarnation, ulong Sequence, TimeSpan At, ulong Old)[] _last;
    private readonly int _ticksOfGrace;
    private readonly int[] _heardAt;
    private readonly (ulong Incarnation, TimeSpan Until)[] _left;
    private readonly TimeSpan _leaversTime;
    private int _ticks;
    private bool _isRivalServing;

    public MembershipOracle(MembershipOptions options, IReadOnlySet<ulong> incarnations)
    {
        _incarnations = incarnations;
        _last = new (ulong, ulong, TimeSpan, ulong)[options.MaxServers + 1];
        _ticksOfGrace = options.Countdown - options.EligibleFrom;
        _heardAt = new int[options.MaxServers + 1];
        _left = new (ulong, TimeSpan)[options.MaxServers + 1];
        _leaversTime = options.Countdown * options.Period;
        Array.Fill(_heardAt, Never);
    }

    /// <summary>Whether a heartbeat of its own has come back to it since it started, or stood still.</summary>
    public bool HasHeardSelf { get; private set; }

    /// <summary>Its tick came late by a period or more.</summary>
    public void StoodStill() => HasHeardSelf = false;

    /// <summary>A datagram of the heartbeat group reached the server.</summary>
    /// <param name="datagram">The datagram.</param>
    /// <param name="before">The server's id before.</param>
    /// <param name="after">And after it.</param>
    /// <param name="now">The server's time.</param>
    public void Heard(ReadOnlySpan<byte> datagram, int? before, int? after, TimeSpan now)
    {
        var frame = new Frame(datagram);
        if (frame.Kind != FrameKind.Heartbeat)
            return;

        bool leaves = frame.Flags.HasFlag(FrameFlags.Leaving);
        int id = frame.Id;
        if (_incarnations.Contains(frame.Sender))
        {
            HasHeardSelf |= !leaves;
            return;
        }

        if (IsOld(id, frame, now))
            return;
        if (_left[id].Incarnation == frame.Sender && now < _left[id].Until)
            return;
        if (leaves)
            _left[id] = (frame.Sender, now + _leaversTime);
        if (id == before)
            _isRivalServing = frame.IsServing;
        if (id != before || after is null)
            _heardAt[id] = leaves || !frame.IsServing ? Never : _ticks;
    }

    /// <summary>
    /// Of one incarnation what is not later than the last is old; unless that was so long ago that the server is given
    /// up, and it is later than the last that was old.
    /// </summary>
    private bool IsOld(int id, Frame frame, TimeSpan now)
    {
        (ulong incarnation, ulong sequence, TimeSpan at, ulong old) = _last[id];
        bool isLater = incarnation != frame.Sender || frame.Number > sequence;
        bool isBelieved = frame.Number > old && now - at >= _leaversTime;
        if (!isLater && !isBelieved)
        {
            _last[id].Old = frame.Number;
            return true;
        }

        _last[id] = (frame.Sender, frame.Number, now, ulong.MaxValue);
        return false;
    }

    /// <summary>
    /// A period is over for the server. One that takes an id at that moment has fresh knowledge; one that loses its id
    /// knows whose it is.
    /// </summary>
    public void Ticked(int? before, int? after)
    {
        if (before is null && after is not null)
            return;
        _ticks++;
        if (before is { } lost && after is null && _isRivalServing)
            _heardAt[lost] = _ticks;
    }

    /// <summary>How many of the lower ids it must hold for eligible.</summary>
    public int RankOf(int self)
    {
        int rank = 0;
        for (int id = 1; id < self; id++)
        {
            if (_ticks - _heardAt[id] <= _ticksOfGrace)
                rank++;
        }

        return rank;
    }
}
