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
    private readonly ulong _incarnation;

    /// <summary>For each id, who has left: what still arrives of it is old.</summary>
    private readonly Leaver[] _left;

    /// <summary>
    /// For how long. What comes later is no straggler: the server is there, and it was not it that said goodbye.
    /// </summary>
    private readonly TimeSpan _leaversTime;

    /// <param name="dialect">Reads datagrams.</param>
    /// <param name="incarnation">A number that tells this start of this server from every other.</param>
    /// <param name="options">The period, and which ids are in use.</param>
    public Recognition(IDialect dialect, ulong incarnation, MembershipOptions options)
    {
        _dialect = dialect;
        _incarnation = incarnation;
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
        if (probe.Sender == _incarnation)
            return Heard.Nothing.Instance;
        return new Heard.Probe(probe.Sender, ChoosesFirst: probe.IsChoosing && probe.Sender < _incarnation);
    }

    protected virtual Heard Recognise(in HeartbeatMessage heartbeat, in HearingPlace place)
    {
        int id = heartbeat.Id;
        bool hasOwnId = id == place.Id;
        if (heartbeat.Sender is { } incarnation ? incarnation == _incarnation : place.Sender.Equals(place.Self))
            return hasOwnId && !heartbeat.IsLeaving ? Heard.Self.Instance : Heard.Nothing.Instance;
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

    private Heard.Rival Rival(in HeartbeatMessage heartbeat, in HearingPlace place)
    {
        if (heartbeat.Sender is not { } incarnation)
            return new Heard.Rival(Sender: null, ComesFirst: place.Sender.ComesBefore(place.Self), StaysInTheEnd: true);

        // Each compares its own uptime of now with one that is as old as the datagram. If both started within that
        // time, each would take itself for the elder. Of those two, the lower incarnation stays.
        double ahead = heartbeat.UptimeMicroseconds - place.Now.TotalMicroseconds;
        bool hasLowerIncarnation = incarnation < _incarnation;
        bool startedBefore = Math.Abs(ahead) <= Together.TotalMicroseconds ? hasLowerIncarnation : ahead > 0;
        return new Heard.Rival(incarnation, startedBefore, hasLowerIncarnation, heartbeat.NotServing);
    }

    /// <param name="Incarnation">Who has left.</param>
    /// <param name="Until">Until when what comes of it is taken for old.</param>
    private readonly record struct Leaver(ulong? Incarnation, TimeSpan Until);
}
