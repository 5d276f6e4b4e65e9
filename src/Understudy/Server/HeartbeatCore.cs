using Understudy.Membership;
using Understudy.Protocol;

namespace Understudy.Server;

/// <summary>
/// The heartbeats of a server, without clock, socket or thread: when to speak, what, and what is heard.
/// </summary>
/// <remarks>Owned by the heartbeat thread, but for writing and <see cref="Leave"/>.</remarks>
internal sealed class HeartbeatCore
{
    /// <summary>
    /// A probe is answered after a random part of this, so that the members do not all answer at once; and a server that
    /// lost its id takes another after such a part, so that of several each hears the one before.
    /// </summary>
    private static readonly TimeSpan RandomDelay = TimeSpan.FromMilliseconds(20);

    /// <summary>Probes sent while a starting server listens: one of them may be lost.</summary>
    private const int Probes = 3;

    /// <summary>A server says so often that it leaves: one may be lost.</summary>
    public const int Farewells = 3;

    /// <summary>How long a server that leaves still answers what was sent before it said so.</summary>
    public static readonly TimeSpan LeaveGrace = TimeSpan.FromMilliseconds(20);

    private readonly IHeartbeatDialect _dialect;
    private readonly Random _random;

    /// <summary>Servers that choose their ids as this one does, before it, and have not spoken yet.</summary>
    private readonly HashSet<ulong> _choosingFirst = [];
    private TimeSpan _nextProbe;
    private TimeSpan? _probeAnswerDue;
    private volatile bool _leaving;

    public HeartbeatCore(MembershipCore members, IHeartbeatDialect dialect, Random random)
    {
        Members = members;
        _dialect = dialect;
        _random = random;
    }

    public MembershipCore Members { get; }

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
    public void Begin(TimeSpan now) => Members.Begin(now + _dialect.ListeningTime);

    /// <summary>The server leaves: no heartbeat but farewells from now on, for another would take them back. Safe from any thread.</summary>
    /// <returns>Whether the others count on it, and are to be told.</returns>
    public bool Leave()
    {
        if (Members.View.Role is not (ServerRole.Lead or ServerRole.Understudy))
            return false;

        _leaving = true;
        return true;
    }

    /// <summary>Does one thing that is due. While the server listens, what waits to be heard must have been heard.</summary>
    /// <param name="now">The time.</param>
    /// <param name="stuck">Requests do not get on: the server must not claim to be there.</param>
    public HeartbeatStep Step(TimeSpan now, bool stuck)
    {
        // No probe beside the first heartbeat: whoever heard the two in the other order would wait for another one.
        if (Members.IsListening && now >= _nextProbe && now < Members.NextTick)
        {
            _nextProbe = now + (_dialect.ListeningTime / Probes);
            return new HeartbeatStep(HeartbeatOutput.Probe);
        }

        if (now >= Members.NextTick)
        {
            bool wasListening = Members.IsListening;
            TickResult tick = Members.Tick(now, stuck, _choosingFirst.Count);
            _choosingFirst.Clear();
            ListenAgain(wasListening, now);
            bool isLate = tick.Lateness > TimeSpan.Zero;
            return new HeartbeatStep(
                Heartbeat(tick.SendHeartbeat),
                IsTick: true,
                IsOutOfDate: isLate || tick.EchoMissed,
                HasNoFreeId: wasListening && Members.IsListening && !isLate,
                tick.Lateness);
        }

        if (_probeAnswerDue is null || now < _probeAnswerDue)
            return default;
        _probeAnswerDue = null;
        return new HeartbeatStep(Heartbeat(!stuck && Members.View.Role is ServerRole.Lead or ServerRole.Understudy));
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
        // A server that stood still has a tick overdue, which throws away what waited in the socket: this too.
        heard = default;
        if (Members.IsOverdue(now))
            return DatagramStatus.Ok;

        var place = new HearingPlace(sender, self, Members.View.Id, now);
        DatagramStatus status = _dialect.Read(datagram, place, out heard);
        if (status == DatagramStatus.Ok)
            Take(heard, now);
        return status;
    }

    /// <summary>Writes what a step says is to be sent.</summary>
    /// <returns>Its length; 0 where there is nothing to send.</returns>
    public int Write(HeartbeatOutput output, Span<byte> destination, TimeSpan now) => output switch
    {
        HeartbeatOutput.Probe => _dialect.WriteProbe(destination, choosing: Members.View.Id is null),
        HeartbeatOutput.Heartbeat => WriteHeartbeat(destination, now, leaving: false),
        _ => 0,
    };

    /// <summary>Writes a heartbeat, outside the steps. Safe from any thread.</summary>
    /// <returns>Its length; 0 where there is none to send.</returns>
    public int WriteHeartbeat(Span<byte> destination, TimeSpan now, bool leaving)
        => Members.View.Id is { } id ? _dialect.WriteHeartbeat(destination, id, now, leaving) : 0;

    /// <summary>Writes the answer to a client that asks who is there. Safe from any thread.</summary>
    /// <returns>Whether there is one: not where this server has not joined, or stands aside.</returns>
    public bool AnswerProbe(ReplyBuffer answer, TimeSpan now)
    {
        if (Members.View.Role is ServerRole.Joining or ServerRole.Aside)
            return false;

        answer.Reset(prefix: 0);
        int length = WriteHeartbeat(answer.GetSpan(HeartbeatFrame.Length), now, leaving: false);
        answer.Advance(length);
        return length > 0;
    }

    private HeartbeatOutput Heartbeat(bool due)
        => due && !_leaving ? HeartbeatOutput.Heartbeat : HeartbeatOutput.Nothing;

    private void Take(Heard heard, TimeSpan now)
    {
        switch (heard.Kind)
        {
            case HeardKind.Member:
                _choosingFirst.Remove(heard.Sender);
                Members.Hear(heard.Id);
                break;
            case HeardKind.Self:
                Members.HearSelf();
                break;
            case HeardKind.Rival:
                _choosingFirst.Remove(heard.Sender);
                HearRival(heard, now);
                break;
            case HeardKind.Leaving:
                _choosingFirst.Remove(heard.Sender);
                Members.HearLeaving(heard.Id);
                break;
            case HeardKind.Probe:
                _probeAnswerDue ??= now + (RandomDelay * _random.NextDouble());
                if (heard.ComesFirst && _choosingFirst.Count < MembershipOptions.HighestId)
                    _choosingFirst.Add(heard.Sender);
                break;
            case HeardKind.Nothing:
            default:
                break;
        }
    }

    private void HearRival(Heard heard, TimeSpan now)
    {
        bool wasListening = Members.IsListening;
        Members.HearRival(heard.ComesFirst, heard.StaysInTheEnd);
        ListenAgain(wasListening, now);
    }

    /// <summary>A server that has just lost the id it chose takes another soon: it has known the others for long.</summary>
    private void ListenAgain(bool wasListening, TimeSpan now)
    {
        if (Members.IsListening && !wasListening)
            Members.Begin(now + (RandomDelay * _random.NextDouble()));
    }
}
