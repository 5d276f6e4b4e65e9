using Understudy.Protocol;

namespace Understudy.Server;

/// <summary>
/// Heartbeats of the framed dialect. They carry the incarnation, by which a server knows its own, and the uptime, by which
/// two servers with one id agree who was first without any clocks that agree.
/// </summary>
internal sealed class FramedHeartbeats : IHeartbeatDialect
{
    private static readonly TimeSpan LongestListening = TimeSpan.FromMilliseconds(150);

    /// <summary>
    /// Two servers whose uptimes differ by no more started together: the one that starts this much later has heard the other
    /// while it listened.
    /// </summary>
    private static readonly TimeSpan Together = TimeSpan.FromMilliseconds(250);

    private readonly uint _cluster;
    private readonly ulong _incarnation;
    private readonly MembershipOptions _options;
    private readonly RequestCounts _counts;

    /// <summary>For each id, the incarnation that has left: what still arrives of it is old.</summary>
    private readonly ulong[] _left;
    private long _sequence;

    public FramedHeartbeats(uint cluster, ulong incarnation, MembershipOptions options, RequestCounts counts)
    {
        _cluster = cluster;
        _incarnation = incarnation;
        _options = options;
        _counts = counts;
        _left = new ulong[options.MaxServers + 1];
        TimeSpan period = options.Period * 1.25;
        ListeningTime = period < LongestListening ? period : LongestListening;
    }

    /// <remarks>Short, since the members answer a probe at once; three probes are sent, for one may be lost.</remarks>
    public TimeSpan ListeningTime { get; }

    public int WriteHeartbeat(Span<byte> destination, int id, TimeSpan now, bool leaving)
    {
        FrameFlags flags = leaving ? FrameFlags.Leaving : FrameFlags.None;
        Header(FrameKind.Heartbeat, flags).Write(destination);
        new HeartbeatFrame(
            (byte)id,
            (uint)_options.Period.TotalMilliseconds,
            (ulong)now.TotalMicroseconds,
            _counts.Heard,
            _counts.Answered).Write(destination);
        return HeartbeatFrame.Length;
    }

    public int WriteProbe(Span<byte> destination, bool choosing)
    {
        Header(FrameKind.Probe, choosing ? FrameFlags.Choosing : FrameFlags.None).Write(destination);
        return FrameHeader.Length;
    }

    public DatagramStatus Read(ReadOnlySpan<byte> datagram, in HearingPlace place, out Heard heard)
    {
        heard = default;
        DatagramStatus status = FrameHeader.TryParse(datagram, _cluster, out FrameHeader header);
        if (status != DatagramStatus.Ok)
            return status;
        if (header.Kind == FrameKind.Probe)
        {
            if (header.Sender != _incarnation)
                heard = new Heard(HeardKind.Probe, ComesFirst: ChoosesFirst(header), Sender: header.Sender);
            return status;
        }

        if (header.Kind != FrameKind.Heartbeat)
            return DatagramStatus.UnknownKind;
        status = HeartbeatFrame.TryParse(datagram, _options.MaxServers, out HeartbeatFrame heartbeat);
        if (status == DatagramStatus.Ok)
            heard = Recognise(header, heartbeat, place);
        return status;
    }

    private bool ChoosesFirst(FrameHeader probe)
        => (probe.Flags & FrameFlags.Choosing) != 0 && probe.Sender < _incarnation;

    private Heard Recognise(FrameHeader header, HeartbeatFrame heartbeat, in HearingPlace place)
    {
        int id = heartbeat.Id;
        bool leaving = (header.Flags & FrameFlags.Leaving) != 0;
        if (header.Sender == _incarnation)
            return leaving || id != place.Id ? default : new Heard(HeardKind.Self, id);
        if (_left[id] == header.Sender)
            return default;
        if (leaving)
            _left[id] = header.Sender;
        if (id != place.Id)
            return new Heard(leaving ? HeardKind.Leaving : HeardKind.Member, id, Sender: header.Sender);
        if (leaving)
            return default;

        // Each compares an uptime that is as old as the datagram with its own of now. Of two that started within that
        // time, each would hold itself for the elder: of those, the lower incarnation stays.
        double ahead = heartbeat.UptimeMicroseconds - place.Now.TotalMicroseconds;
        bool hasLowerIncarnation = header.Sender < _incarnation;
        bool startedBefore = Math.Abs(ahead) <= Together.TotalMicroseconds ? hasLowerIncarnation : ahead > 0;
        return new Heard(HeardKind.Rival, id, startedBefore, hasLowerIncarnation, header.Sender);
    }

    private FrameHeader Header(FrameKind kind, FrameFlags flags)
        => new(kind, flags, _cluster, _incarnation, (ulong)Interlocked.Increment(ref _sequence));
}
