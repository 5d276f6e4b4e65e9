using Understudy.Membership;
using Understudy.Protocol;

namespace Understudy.Server;

/// <summary>
/// The heartbeats of a server as its driver sees them: what is heard goes in, and what to do next comes out, in the
/// right order. It decides when to send a heartbeat, whether to, and when to replace the transports.
/// </summary>
/// <remarks>
/// Owned by the heartbeat thread, but for <see cref="View"/> and <see cref="AnswerProbe"/>, which are safe from any
/// thread.
/// </remarks>
internal class HeartbeatEngine
{
    /// <summary>How often a server says that it leaves, since a datagram may be lost.</summary>
    private const int Farewells = 3;

    /// <summary>How long a server that leaves still answers what was sent before it said so.</summary>
    private static readonly TimeSpan LeaveGrace = TimeSpan.FromMilliseconds(20);

    private readonly HeartbeatCore _core;
    private readonly ServingWatch _serving;
    private readonly IHeartbeatEvents _events;
    private readonly byte[] _datagram = new byte[HeartbeatFrame.Length];

    private int _toCollect;
    private bool _hasCollected;
    private bool _replaces;
    private bool _maintains;
    private HeartbeatOutput _output;
    private bool _checks;
    private int _farewells;
    private TimeSpan? _leavesAt;
    private int? _id;

    public HeartbeatEngine(HeartbeatCore core, ServingWatch serving, IHeartbeatEvents events)
    {
        _core = core;
        _serving = serving;
        _events = events;
        _id = core.Members.View.Id;
    }

    /// <summary>What the server knows of the cluster: another object after each change.</summary>
    public MembershipView View => _core.Members.View;

    /// <summary>When <see cref="Next"/> has something to do that is not to receive.</summary>
    public TimeSpan NextDue => _leavesAt ?? _core.NextDue;

    /// <summary>Whether the server leaves.</summary>
    public bool IsLeaving => _leavesAt is not null;

    /// <summary>The server starts, and listens.</summary>
    public void Begin(TimeSpan now) => _core.Begin(now);

    /// <summary>
    /// The server leaves: it says so, so that the others drop it at once, and for a moment still answers what was asked
    /// before. A second call changes nothing.
    /// </summary>
    public void Leave(TimeSpan now)
    {
        if (IsLeaving)
            return;

        bool isCountedOn = _core.Members.Leave(now + LeaveGrace);
        _farewells = isCountedOn ? Farewells : 0;
        _leavesAt = isCountedOn ? now + LeaveGrace : now;
    }

    /// <summary>What to do next.</summary>
    public HeartbeatStep Next(in HeartbeatMoment moment)
    {
        if (_leavesAt is { } leavesAt)
            return NextOfLeaving(moment, leavesAt);
        if (TakeEffect(moment) is { } effect)
            return effect;
        TellChanges();
        if (moment.Now < _core.NextDue)
        {
            _toCollect = 0;
            _hasCollected = false;
            return new HeartbeatStep(HeartbeatWork.Receive, Wait: _core.NextDue - moment.Now);
        }

        // What the others have said must be known before the server sends its first heartbeat.
        if (_core.Members.IsListening && !_hasCollected)
        {
            _hasCollected = true;
            _toCollect = MembershipOptions.HighestId;
        }

        if (_toCollect > 0)
            return new HeartbeatStep(HeartbeatWork.Collect);
        _hasCollected = false;
        Step(moment);
        return TakeEffect(moment) ?? new HeartbeatStep(HeartbeatWork.Receive, Wait: TimeSpan.Zero);
    }

    /// <summary>A datagram has come from the heartbeat group.</summary>
    /// <param name="datagram">The datagram.</param>
    /// <param name="sender">Who sent it.</param>
    /// <param name="self">The peer as which others hear this server.</param>
    /// <param name="now">The time.</param>
    public void Received(ReadOnlySpan<byte> datagram, Peer sender, Peer self, TimeSpan now)
    {
        _toCollect = Math.Max(0, _toCollect - 1);

        // A server that stood still has an overdue tick, which throws away all that waited in the socket.
        if (_core.Members.IsOverdue(now))
            return;

        int? id = View.Id;
        DatagramStatus status = _core.Hear(datagram, sender, self, now, out Heard heard);
        if (heard is Heard.Member member)
            Hear(member, sender, now);
        if (status == DatagramStatus.Ok)
            _events.Heard(datagram, sender, heard, id, now);
        else
            _events.Dropped(datagram, sender, status, now);
        TellChanges();
    }

    private void Hear(Heard.Member member, Peer sender, TimeSpan now)
    {
        _serving.Hearing.Told(member.Id, member.Sender, member.RequestsHeard);
        if (member.Settings is { } theirs && theirs != _core.Settings)
            _events.SettingsDiffer(member.Id, sender, theirs, _core.Settings, now);
    }

    /// <summary>Nothing waits in the transport.</summary>
    public void NothingWaits() => _toCollect = 0;

    /// <summary>What was to be sent was sent, or not.</summary>
    public void Sent(in SendResult result) => _events.Sent(result);

    /// <summary>Writes the answer to a client that asks who is there. Safe from any thread.</summary>
    /// <returns>Whether there is one.</returns>
    public bool AnswerProbe(ReplyBuffer answer, TimeSpan now) => _core.AnswerProbe(answer, now);

    /// <summary>Does what is due.</summary>
    private protected virtual HeartbeatDuty Do(HeartbeatCore core, TimeSpan now, NotServingReason why)
        => core.Step(now, why);

    /// <summary>
    /// The next thing of those that the last step has left to do. The transports are replaced before a heartbeat is
    /// sent, since a server that says that it is there must hear requests.
    /// </summary>
    private HeartbeatStep? TakeEffect(in HeartbeatMoment moment)
    {
        if (_replaces)
        {
            _replaces = false;
            return new HeartbeatStep(HeartbeatWork.ReplaceTransports);
        }

        if (_maintains)
        {
            _maintains = false;
            return new HeartbeatStep(HeartbeatWork.MaintainTransports);
        }

        HeartbeatOutput output = _output;
        _output = HeartbeatOutput.Nothing;
        int length = moment.AreOpen ? _core.Write(output, _datagram, moment.Now) : 0;
        if (length == 0)
            return TakeCheck(moment);
        _events.Speaks(output);
        return new HeartbeatStep(HeartbeatWork.Send, Datagram: _datagram.AsMemory(0, length));
    }

    private HeartbeatStep? TakeCheck(in HeartbeatMoment moment)
    {
        int length = _checks && moment.AreOpen ? _core.WriteCheck(_datagram) : 0;
        _checks = false;
        if (length == 0)
            return null;
        _serving.Hearing.Checks();
        return new HeartbeatStep(HeartbeatWork.Check, Datagram: _datagram.AsMemory(0, length));
    }

    /// <summary>Leaves at once where the dialect has no word for it, or where nobody counts on this server.</summary>
    private HeartbeatStep NextOfLeaving(in HeartbeatMoment moment, TimeSpan leavesAt)
    {
        if (_farewells > 0)
        {
            int length = _core.WriteHeartbeat(_datagram, moment.Now, leaving: true);
            _farewells = length > 0 ? _farewells - 1 : 0;
            if (length == 0)
                _leavesAt = leavesAt = moment.Now;
            else
                return new HeartbeatStep(HeartbeatWork.Send, Datagram: _datagram.AsMemory(0, length));
        }

        return moment.Now < leavesAt
            ? new HeartbeatStep(HeartbeatWork.Wait, leavesAt - moment.Now)
            : new HeartbeatStep(HeartbeatWork.End);
    }

    private void Step(in HeartbeatMoment moment)
    {
        int? idBefore = View.Id;
        if (_core.Members.IsOverdue(moment.Now))
            _serving.Hearing.Pauses();
        if (moment.Now >= _core.Members.NextTick)
            _serving.IsDeaf = _serving.Hearing.Tick(View.EligibleIds);
        HeartbeatDuty duty = Do(_core, moment.Now, _serving.WhyNot(moment.Now));
        if (View.NotServing is NotServingReason.Failing or NotServingReason.Mute)
            _serving.Failures.IsOut(moment.Now);
        _output = duty.Output;
        if (duty.IsTick)
        {
            _replaces = duty.IsOutOfDate || !moment.AreOpen || moment.IsOutOfDate;
            _maintains = true;
            _checks = true;
            _events.Ticked(duty, idBefore);
        }
    }

    private void TellChanges()
    {
        if (View.Id != _id)
            _events.IdChanged(_id = View.Id);
        foreach (MemberChange change in _core.Members.MemberChanges)
            _events.MemberChanged(change);
        _core.Members.MemberChanges.Clear();
        foreach (RoleChange change in _core.Members.RoleChanges)
            _events.RoleChanged(change);
        _core.Members.RoleChanges.Clear();
    }
}
