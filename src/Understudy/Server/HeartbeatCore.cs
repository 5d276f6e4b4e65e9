using Understudy.Membership;
using Understudy.Protocol;

namespace Understudy.Server;

/// <summary>
/// The heartbeats of a server, without clock, socket or thread: when to send, what to send, and what is heard.
/// </summary>
/// <remarks>Owned by the heartbeat thread; writing is safe from any.</remarks>
internal class HeartbeatCore
{
    /// <summary>
    /// A probe is answered after a random part of this time, so that the members do not all answer at once. A server
    /// that lost its id takes another after such a time too: of several, each then hears the one before.
    /// </summary>
    private static readonly TimeSpan RandomDelay = TimeSpan.FromMilliseconds(20);

    /// <summary>
    /// After so many periods in which others chose all that was free, and took none of it, they are no longer waited
    /// for. Where they do take ids, two that take the same find it out.
    /// </summary>
    private const int MostPatience = 2;

    /// <summary>Probes sent while a starting server listens: one of them may be lost.</summary>
    private const int Probes = 3;

    private readonly Recognition _recognition;
    private readonly HeartbeatWriter _writer;
    private readonly Random _random;

    /// <summary>Servers that choose an id too, before this one, and have sent no heartbeat yet.</summary>
    private readonly HashSet<ulong> _choosingFirst = [];
    private TimeSpan _nextProbe;
    private TimeSpan? _probeAnswerDue;
    private int _crowdedOut;

    public HeartbeatCore(MembershipCore members, Recognition recognition, HeartbeatWriter writer, Random random)
    {
        Members = members;
        _recognition = recognition;
        _writer = writer;
        _random = random;
    }

    public MembershipCore Members { get; }

    /// <summary>What should be alike on all servers, as this one has it.</summary>
    public SharedSettings Settings => _writer.Settings;

    /// <summary>How long a server that starts listens before it speaks.</summary>
    public TimeSpan ListeningTime => _recognition.ListeningTime;

    /// <summary>When <see cref="Step"/> has something to do next.</summary>
    public TimeSpan NextDue
    {
        get
        {
            TimeSpan due = Members.NextTick;
            if (Members.IsListening && _nextProbe < due)
                due = _nextProbe;
            return _probeAnswerDue < due ? _probeAnswerDue.Value : due;
        }
    }

    /// <summary>The server starts, and listens.</summary>
    public void Begin(TimeSpan now) => Members.Begin(now + ListeningTime);

    /// <summary>How many of those that choose before this server it leaves an id for.</summary>
    private protected virtual int CountChoosingFirst() => _crowdedOut < MostPatience ? _choosingFirst.Count : 0;

    /// <summary>
    /// Does one thing that is due. While the server listens, all that waits must be received before.
    /// </summary>
    /// <param name="now">The time.</param>
    /// <param name="why">Why the server is not to be counted on, if it is not.</param>
    public HeartbeatDuty Step(TimeSpan now, NotServingReason why)
    {
        // No probe together with the first heartbeat: who hears the two in the other order would wait for one more.
        if (Members.IsListening && now >= _nextProbe && now < Members.NextTick)
        {
            _nextProbe = now + (ListeningTime / Probes);
            return new HeartbeatDuty(HeartbeatOutput.Probe);
        }

        if (now >= Members.NextTick)
        {
            bool wasListening = Members.IsListening;
            TickResult tick = Members.Tick(now, why, CountChoosingFirst(), isSilent: !_writer.TellsWhyNot);
            _crowdedOut = wasListening && Members.IsListening ? _crowdedOut + 1 : 0;
            _writer.Tick(now);

            // Who chooses has chosen by now, or asks again.
            _choosingFirst.Clear();
            ListenAgain(wasListening, now);
            bool isLate = tick.Lateness > TimeSpan.Zero;
            return new HeartbeatDuty(
                Heartbeat(tick.SendHeartbeat),
                IsTick: true,
                IsOutOfDate: isLate || tick.EchoMissed,
                HasNoFreeId: wasListening && Members.IsListening && !isLate,
                tick.Lateness);
        }

        if (_probeAnswerDue is null || now < _probeAnswerDue)
            return default;
        _probeAnswerDue = null;
        bool isCounted = Members.View.Role is ServerRole.Lead or ServerRole.Understudy;
        return new HeartbeatDuty(Heartbeat(isCounted && why == NotServingReason.None));
    }

    /// <summary>A datagram has come from the heartbeat group.</summary>
    /// <param name="datagram">The datagram.</param>
    /// <param name="sender">Who sent it.</param>
    /// <param name="self">The address that this server sends from.</param>
    /// <param name="now">The time.</param>
    /// <param name="heard">What it was.</param>
    public DatagramStatus Hear(
        ReadOnlySpan<byte> datagram, Peer sender, Peer self, TimeSpan now, out Heard heard)
    {
        // A server that stood still has an overdue tick, which throws away all that waited in the socket.
        heard = Heard.Nothing.Instance;
        if (Members.IsOverdue(now))
            return DatagramStatus.Ok;

        var place = new HearingPlace(sender, self, Members.View.Id, now);
        DatagramStatus status = _recognition.Read(datagram, place, out heard);
        if (status == DatagramStatus.Ok)
            Take(heard, now);
        return status;
    }

    /// <summary>Writes what a step says is to be sent.</summary>
    /// <returns>Its length; 0 where there is nothing to send.</returns>
    public int Write(HeartbeatOutput output, Span<byte> destination, TimeSpan now) => output switch
    {
        HeartbeatOutput.Probe => _writer.WriteProbe(destination, choosing: Members.View.Id is null),
        HeartbeatOutput.Heartbeat => WriteHeartbeat(destination, now, leaving: false),
        _ => 0,
    };

    /// <summary>Writes what goes to the request group at a tick, once the server has joined.</summary>
    /// <returns>Its length; 0 where there is nothing to send.</returns>
    public int WriteCheck(Span<byte> destination)
        => Members.View.Role is ServerRole.Joining ? 0 : _writer.WriteCheck(destination);

    /// <summary>Writes a heartbeat, outside the steps. Safe from any thread.</summary>
    /// <returns>Its length; 0 where there is none to send.</returns>
    public int WriteHeartbeat(Span<byte> destination, TimeSpan now, bool leaving)
    {
        MembershipView view = Members.View;
        return view.Id is { } id ? _writer.WriteHeartbeat(destination, id, view.NotServing, now, leaving) : 0;
    }

    /// <summary>Writes the answer to a client that asks who is there. Safe from any thread.</summary>
    /// <returns>
    /// Whether there is one: not where this server has not joined, or has no id. One that stands aside answers no
    /// request, but it is there.
    /// </returns>
    public bool AnswerProbe(ReplyBuffer answer, TimeSpan now)
    {
        if (Members.View.Role is ServerRole.Joining)
            return false;

        answer.Reset(prefix: 0);
        int length = WriteHeartbeat(answer.GetSpan(HeartbeatFrame.Length), now, leaving: false);
        answer.Advance(length);
        return length > 0;
    }

    private static HeartbeatOutput Heartbeat(bool due)
        => due ? HeartbeatOutput.Heartbeat : HeartbeatOutput.Nothing;

    private void Take(Heard heard, TimeSpan now)
    {
        switch (heard)
        {
            case Heard.Member member:
                HasSpoken(member.Sender);
                Members.Hear(member.Id, member.NotServing);
                break;
            case Heard.Self:
                Members.HearSelf();
                break;
            case Heard.Impersonation:
                // The others may believe it: they hear of the new name soon.
                _writer.Rename();
                _probeAnswerDue ??= now + (RandomDelay * _random.NextDouble());
                break;
            case Heard.Rival rival:
                HasSpoken(rival.Sender);
                HearRival(rival, now);
                break;
            case Heard.Leaving leaver:
                HasSpoken(leaver.Sender);
                Members.HearLeaving(leaver.Id);
                break;
            case Heard.Probe probe:
                _probeAnswerDue ??= now + (RandomDelay * _random.NextDouble());
                if (probe.ChoosesFirst && _choosingFirst.Count < MembershipOptions.HighestId)
                    _choosingFirst.Add(probe.Sender);
                break;
        }
    }

    /// <summary>A server that has sent a heartbeat has an id: nobody waits for it to choose one.</summary>
    private void HasSpoken(ulong? sender)
    {
        if (sender is { } incarnation)
            _choosingFirst.Remove(incarnation);
    }

    private void HearRival(Heard.Rival rival, TimeSpan now)
    {
        bool wasListening = Members.IsListening;
        Members.HearRival(rival.ComesFirst, rival.StaysInTheEnd, rival.NotServing);
        ListenAgain(wasListening, now);
    }

    /// <summary>
    /// A server that has just lost the id it chose takes another soon, since it knows the others already.
    /// </summary>
    private void ListenAgain(bool wasListening, TimeSpan now)
    {
        if (Members.IsListening && !wasListening)
            Members.Begin(now + (RandomDelay * _random.NextDouble()));
    }
}
