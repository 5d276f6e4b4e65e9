namespace Understudy.Protocol;

/// <summary>
/// The framed dialect: a header that tells the kind, the cluster and the sender, then what the kind has.
/// </summary>
/// <remarks>How the bytes lie is told by <see cref="FrameHeader"/> and by the frame of each kind.</remarks>
internal sealed class FramedDialect : IDialect
{
    private readonly uint _cluster;
    private readonly int _highestId;
    private readonly int _maxBytes;

    /// <param name="cluster">The hash of the cluster's name.</param>
    /// <param name="highestId">The highest id in use.</param>
    /// <param name="maxDatagramBytes">The longest request.</param>
    public FramedDialect(uint cluster, int highestId, int maxDatagramBytes)
    {
        _cluster = cluster;
        _highestId = highestId;
        _maxBytes = maxDatagramBytes;
    }

    public bool HasProbes => true;

    public bool NumbersRequests => true;

    public int RequestPrefix => RequestFrame.PayloadOffset;

    public int ReplyPrefix => ReplyFrame.PayloadOffset;

    public ReadOnlySpan<byte> FixedRejection => [];

    public FrameKind KindOf(ReadOnlySpan<byte> datagram, FrameKind expected)
        => FrameHeader.KindOf(datagram) ?? expected;

    public DatagramStatus TryRead(ReadOnlySpan<byte> datagram, out HeartbeatMessage heartbeat)
    {
        heartbeat = default;
        DatagramStatus status = ReadHeader(datagram, FrameKind.Heartbeat, out FrameHeader header);
        if (status != DatagramStatus.Ok)
            return status;
        status = HeartbeatFrame.TryParse(datagram, _highestId, out HeartbeatFrame frame);
        if (status != DatagramStatus.Ok)
            return status;

        heartbeat = new HeartbeatMessage(
            header.Sender,
            header.Sequence,
            frame.Id,
            (header.Flags & FrameFlags.Leaving) != 0,
            frame.PeriodMilliseconds,
            frame.UptimeMicroseconds,
            frame.RequestsHeard,
            frame.RequestsAnswered);
        return status;
    }

    public DatagramStatus TryRead(ReadOnlySpan<byte> datagram, out ProbeMessage probe)
    {
        DatagramStatus status = ReadHeader(datagram, FrameKind.Probe, out FrameHeader header);
        probe = status == DatagramStatus.Ok
            ? new ProbeMessage(header.Sender, header.Sequence, (header.Flags & FrameFlags.Choosing) != 0)
            : default;
        return status;
    }

    public DatagramStatus TryRead(ReadOnlySpan<byte> datagram, out RequestMessage request)
    {
        request = default;
        DatagramStatus status = ReadHeader(datagram, FrameKind.Request, out FrameHeader header);
        if (status != DatagramStatus.Ok)
            return status;
        status = RequestFrame.TryParse(datagram, _maxBytes, out RequestFrame frame);
        if (status != DatagramStatus.Ok)
            return status;

        bool spread = (header.Flags & FrameFlags.Spread) != 0;
        request = new RequestMessage(
            new RequestKey(header.Sender, header.Sequence),
            new RequestTerms(frame.RankLimit, spread, header.Sender, header.Sequence),
            RequestFrame.PayloadOffset..datagram.Length);
        return status;
    }

    public DatagramStatus TryRead(ReadOnlySpan<byte> datagram, out ReplyMessage reply)
    {
        reply = default;
        DatagramStatus status = ReadHeader(datagram, FrameKind.Reply, out FrameHeader header);
        if (status != DatagramStatus.Ok)
            return status;
        status = ReplyFrame.TryParse(datagram, out ReplyFrame frame);
        if (status != DatagramStatus.Ok)
            return status;

        reply = new ReplyMessage(
            new RequestKey(header.Sender, header.Sequence),
            frame.Status == ReplyFrame.Done ? HandlerStatus.Ok : HandlerStatus.Rejected,
            frame.Id,
            frame.Rank,
            (header.Flags & FrameFlags.Busy) != 0,
            ReplyFrame.PayloadOffset..datagram.Length);
        return status;
    }

    public int Write(Span<byte> destination, in HeartbeatMessage heartbeat)
    {
        FrameFlags flags = heartbeat.IsLeaving ? FrameFlags.Leaving : FrameFlags.None;
        new FrameHeader(FrameKind.Heartbeat, flags, _cluster, heartbeat.Sender ?? 0, heartbeat.Sequence)
            .Write(destination);
        new HeartbeatFrame(
            (byte)heartbeat.Id,
            heartbeat.PeriodMilliseconds,
            heartbeat.UptimeMicroseconds,
            heartbeat.RequestsHeard,
            heartbeat.RequestsAnswered).Write(destination);
        return HeartbeatFrame.Length;
    }

    public int Write(Span<byte> destination, in ProbeMessage probe)
    {
        FrameFlags flags = probe.IsChoosing ? FrameFlags.Choosing : FrameFlags.None;
        new FrameHeader(FrameKind.Probe, flags, _cluster, probe.Sender, probe.Sequence).Write(destination);
        return FrameHeader.Length;
    }

    public int Write(Span<byte> destination, in RequestMessage request, ReadOnlySpan<byte> payload)
    {
        FrameFlags flags = request.Terms.Spread ? FrameFlags.Spread : FrameFlags.None;
        new RequestFrame((byte)request.Terms.RankLimit)
            .WritePrefix(destination, Header(FrameKind.Request, flags, request.Key));
        payload.CopyTo(destination[RequestFrame.PayloadOffset..]);
        return RequestFrame.PayloadOffset + payload.Length;
    }

    public void WritePrefix(Span<byte> prefix, in ReplyMessage reply)
    {
        FrameFlags flags = reply.IsBusy ? FrameFlags.Busy : FrameFlags.None;
        byte status = reply.Status == HandlerStatus.Ok ? ReplyFrame.Done : ReplyFrame.Rejected;
        byte rank = (byte)Math.Min(reply.Rank ?? 0, byte.MaxValue);
        new ReplyFrame(status, (byte)(reply.ServerId ?? 0), rank)
            .WritePrefix(prefix, Header(FrameKind.Reply, flags, reply.Key));
    }

    private FrameHeader Header(FrameKind kind, FrameFlags flags, RequestKey? key)
        => new(kind, flags, _cluster, key?.Client ?? 0, key?.Number ?? 0);

    private DatagramStatus ReadHeader(ReadOnlySpan<byte> datagram, FrameKind kind, out FrameHeader header)
    {
        DatagramStatus status = FrameHeader.TryParse(datagram, _cluster, out header);
        return status == DatagramStatus.Ok && header.Kind != kind ? DatagramStatus.UnknownKind : status;
    }
}
