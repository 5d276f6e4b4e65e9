using System.Net;
using Understudy.Wire;

namespace Understudy.Serving;

/// <summary>
/// Heartbeats of the framed dialect. They carry the incarnation, by which a server knows its own, and the uptime, by which
/// two servers with one id agree who was first without any clocks that agree.
/// </summary>
internal sealed class FramedHeartbeats : IHeartbeatDialect
{
    private static readonly TimeSpan LongestListening = TimeSpan.FromMilliseconds(150);

    private readonly ServerContext _context;
    private readonly int _id;
    private readonly int _highestId;

    /// <summary>For each id, the incarnation that has left: what still arrives of it is old.</summary>
    private readonly ulong[] _left;
    private long _sequence;

    public FramedHeartbeats(ServerContext context)
    {
        _context = context;
        _id = context.Options.Id;
        _highestId = context.Options.Membership.MaxServers;
        _left = new ulong[_highestId + 1];
        TimeSpan period = context.Options.Membership.Period * 1.25;
        ListeningTime = period < LongestListening ? period : LongestListening;
    }

    /// <remarks>Short, since the members answer a probe at once; three probes are sent, for one may be lost.</remarks>
    public TimeSpan ListeningTime { get; }

    public int WriteHeartbeat(Span<byte> destination, bool leaving)
    {
        FrameFlags flags = leaving ? FrameFlags.Leaving : FrameFlags.None;
        Header(FrameKind.Heartbeat, flags).Write(destination);
        new HeartbeatFrame(
            (byte)_id,
            (uint)_context.Options.Membership.Period.TotalMilliseconds,
            (ulong)_context.Now.TotalMicroseconds,
            _context.RequestsHeard,
            _context.RequestsAnswered).Write(destination);
        return HeartbeatFrame.Length;
    }

    public int WriteProbe(Span<byte> destination)
    {
        Header(FrameKind.Probe, FrameFlags.None).Write(destination);
        return FrameHeader.Length;
    }

    public DatagramStatus Read(ReadOnlySpan<byte> datagram, SocketAddress sender, SocketAddress self, out Heard heard)
    {
        heard = default;
        DatagramStatus status = FrameHeader.TryParse(datagram, _context.Cluster, out FrameHeader header);
        if (status != DatagramStatus.Ok)
            return status;
        if (header.Kind == FrameKind.Probe)
        {
            heard = new Heard(header.Sender == _context.Incarnation ? HeardKind.Nothing : HeardKind.Probe);
            return status;
        }

        if (header.Kind != FrameKind.Heartbeat)
            return DatagramStatus.UnknownKind;
        status = HeartbeatFrame.TryParse(datagram, _highestId, out HeartbeatFrame heartbeat);
        if (status == DatagramStatus.Ok)
            heard = Recognise(header, heartbeat);
        return status;
    }

    private Heard Recognise(FrameHeader header, HeartbeatFrame heartbeat)
    {
        int id = heartbeat.Id;
        bool leaving = header.Flags.HasFlag(FrameFlags.Leaving);
        if (header.Sender == _context.Incarnation)
            return new Heard(leaving ? HeardKind.Nothing : HeardKind.Self, id);
        if (_left[id] == header.Sender)
            return default;
        if (leaving)
            _left[id] = header.Sender;
        if (id != _id)
            return new Heard(leaving ? HeardKind.Leaving : HeardKind.Member, id);

        // Each compares an uptime that is as old as the datagram with its own of now. Of two that started within that
        // time, each holds itself for the elder; then the lower incarnation stays.
        return leaving
            ? default
            : new Heard(HeardKind.Rival, id, StartedBefore(header, heartbeat), header.Sender < _context.Incarnation);
    }

    private bool StartedBefore(FrameHeader header, HeartbeatFrame heartbeat)
    {
        ulong uptime = (ulong)_context.Now.TotalMicroseconds;
        return heartbeat.UptimeMicroseconds != uptime
            ? heartbeat.UptimeMicroseconds > uptime
            : header.Sender < _context.Incarnation;
    }

    private FrameHeader Header(FrameKind kind, FrameFlags flags)
        => new(kind, flags, _context.Cluster, _context.Incarnation, (ulong)Interlocked.Increment(ref _sequence));
}
