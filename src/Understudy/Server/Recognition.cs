using Understudy.Protocol;

namespace Understudy.Server;

/// <summary>
/// Tells who has sent a datagram to the heartbeat group: this server itself, a member, a rival with the same id, one
/// that leaves or has left. In the framed dialect the incarnation tells, and of two servers with one id the longer
/// uptime comes first, so that no clocks need to agree. In the classic dialect the address tells both.
/// </summary>
/// <remarks>Owned by the heartbeat thread.</remarks>
internal class Recognition
{
    private static readonly TimeSpan LongestListening = TimeSpan.FromMilliseconds(150);

    /// <summary>
    /// Two servers whose uptimes differ by less started together. One that starts later than that has heard the other
    /// while it listened.
    /// </summary>
    private static readonly TimeSpan Together = TimeSpan.FromMilliseconds(250);

    private readonly IDialect _dialect;
    private readonly Incarnation _incarnation;

    /// <summary>For each id, what was heard last. What is not later is old, or said again by somebody.</summary>
    private readonly Word[] _last;

    /// <summary>For each id, who has left: what still arrives of it is old.</summary>
    private readonly Leaver[] _left;

    /// <summary>
    /// For how long. What comes later is no straggler: the server is there, and it was not it that said goodbye.
    /// </summary>
    private readonly TimeSpan _leaversTime;

    /// <param name="dialect">Reads datagrams.</param>
    /// <param name="incarnation">The number that tells this start of this server from every other.</param>
    /// <param name="options">The period, and which ids are in use.</param>
    public Recognition(IDialect dialect, Incarnation incarnation, MembershipOptions options)
    {
        _dialect = dialect;
        _incarnation = incarnation;
        _last = new Word[options.MaxServers + 1];
        _left = new Leaver[options.MaxServers + 1];
        _leaversTime = options.Period * options.Countdown;
        TimeSpan period = options.Period * 1.25;
        ListeningTime = dialect.HasProbes && period > LongestListening ? LongestListening : period;
    }

    /// <summary>How long a server that starts listens before it speaks.</summary>
    /// <remarks>
    /// Without probes it is a period, in which every other server sends a heartbeat, and a quarter more, for those that
    /// are a little late. With probes it is short, since members answer a probe at once. Three are sent, since one may
    /// be lost.
    /// </remarks>
    public virtual TimeSpan ListeningTime { get; }

    /// <param name="datagram">What was received.</param>
    /// <param name="place">Where and when.</param>
    /// <param name="heard">What it means; nothing where it is not accepted.</param>
    public DatagramStatus Read(ReadOnlySpan<byte> datagram, in HearingPlace place, out Heard heard)
    {
        DatagramStatus status;
        if (_dialect.KindOf(datagram, FrameKind.Heartbeat) == FrameKind.Probe)
        {
            status = _dialect.TryRead(datagram, out ProbeMessage probe);
            heard = status == DatagramStatus.Ok ? Recognise(probe) : Heard.Nothing.Instance;
        }
        else
        {
            status = _dialect.TryRead(datagram, out HeartbeatMessage heartbeat);
            heard = status == DatagramStatus.Ok ? Recognise(heartbeat, place) : Heard.Nothing.Instance;
        }

        return status;
    }

    protected virtual Heard Recognise(in ProbeMessage probe)
    {
        if (_incarnation.IsOrWas(probe.Sender))
            return Heard.Nothing.Instance;
        return new Heard.Probe(probe.Sender, ChoosesFirst: probe.IsChoosing && probe.Sender < _incarnation.Number);
    }

    protected virtual Heard Recognise(in HeartbeatMessage heartbeat, in HearingPlace place)
    {
        int id = heartbeat.Id;
        bool hasOwnId = id == place.Id;
        bool isOwn = heartbeat.Sender is { } incarnation
            ? _incarnation.IsOrWas(incarnation)
            : place.Sender.Equals(place.Self);
        if (isOwn)
            return Own(heartbeat, hasOwnId);
        if (IsOld(heartbeat, place.Now))
            return Heard.Nothing.Instance;
        if (heartbeat.Sender == _left[id].Incarnation && place.Now < _left[id].Until)
            return Heard.Nothing.Instance;
        if (heartbeat.IsLeaving)
        {
            _left[id] = new Leaver(heartbeat.Sender, place.Now + _leaversTime);
            return hasOwnId ? Heard.Nothing.Instance : new Heard.Leaving(id, heartbeat.Sender);
        }

        if (hasOwnId)
            return Rival(heartbeat, place);
        SharedSettings? settings = heartbeat.Sender is null ? null : heartbeat.Settings;
        return new Heard.Member(id, heartbeat.Sender, heartbeat.NotServing, heartbeat.RequestsHeard, settings);
    }

    /// <summary>It is this server's own heartbeat, unless the server has not said it.</summary>
    private Heard Own(in HeartbeatMessage heartbeat, bool hasOwnId)
    {
        bool isNumbered = heartbeat.Sender is not null;
        if (isNumbered && heartbeat.Sender != _incarnation.Number)
            return Heard.Nothing.Instance;
        if (isNumbered && (heartbeat.IsLeaving || heartbeat.Sequence > _incarnation.Said))
            return Heard.Impersonation.Instance;
        bool isEcho = hasOwnId && (!isNumbered || _incarnation.HasJustSaid(heartbeat.Sequence));
        return isEcho ? Heard.Self.Instance : Heard.Nothing.Instance;
    }

    /// <summary>
    /// What is not later than the last is old. But somebody may have spoken in its sender's name, far ahead, and been
    /// heard by this server alone: so where nothing later has come for some time, the second of two that rise is
    /// believed.
    /// </summary>
    private bool IsOld(in HeartbeatMessage heartbeat, TimeSpan now)
    {
        if (heartbeat.Sender is not { } incarnation)
            return false;

        ulong sequence = heartbeat.Sequence;
        ref Word last = ref _last[heartbeat.Id];
        bool isNew = last.Incarnation != incarnation;
        bool isLater = isNew || sequence > last.Sequence;
        bool rises = last.LastOld is { } before && sequence > before;
        bool isBelieved = !isLater && rises && now - last.At >= _leaversTime;
        if (!isLater && !isBelieved)
        {
            last = last with { LastOld = sequence };
            return true;
        }

        last = new Word(incarnation, sequence, now, LastOld: null);
        return false;
    }

    private Heard.Rival Rival(in HeartbeatMessage heartbeat, in HearingPlace place)
    {
        if (heartbeat.Sender is not { } incarnation)
            return new Heard.Rival(Sender: null, ComesFirst: place.Sender.ComesBefore(place.Self), StaysInTheEnd: true);

        // Each compares its own uptime of now with one that is as old as the datagram. If both started within that
        // time, each would take itself for the elder. Of those two, the lower incarnation stays.
        double ahead = heartbeat.UptimeMicroseconds - place.Now.TotalMicroseconds;
        bool hasLowerIncarnation = incarnation < _incarnation.Number;
        bool startedBefore = Math.Abs(ahead) <= Together.TotalMicroseconds ? hasLowerIncarnation : ahead > 0;
        return new Heard.Rival(incarnation, startedBefore, hasLowerIncarnation, heartbeat.NotServing);
    }

    /// <param name="Incarnation">Who said it.</param>
    /// <param name="Sequence">What it was.</param>
    /// <param name="At">When it was heard.</param>
    /// <param name="LastOld">What came last since then, and was old.</param>
    private readonly record struct Word(ulong Incarnation, ulong Sequence, TimeSpan At, ulong? LastOld);

    /// <param name="Incarnation">Who has left.</param>
    /// <param name="Until">Until when what comes of it is taken for old.</param>
    private readonly record struct Leaver(ulong? Incarnation, TimeSpan Until);
}
