namespace Understudy.Protocol;

/// <summary>
/// The framed dialect: a header that tells the kind, the cluster and the sender, then what the kind has.
/// </summary>
/// <remarks>How the bytes lie is told by <see cref="FrameHeader"/> and by the frame of each kind.</remarks>
internal sealed class FramedDialect : IDialect
{
    private readonly ulong _cluster;
    private readonly int _highestId;
    private readonly int _maxBytes;

    /// <param name="cluster">The hash of the cluster's name.</param>
    /// <param name="highestId">The highest id in use.</param>
    /// <param name="maxDatagramBytes">The longest request.</param>
    public FramedDialect(ulong cluster, int highestId, int maxDatagramBytes)
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
        return status == DatagramStatus.Ok
            ? HeartbeatFrame.TryParse(datagram, header, _highestId, out heartbeat)
            : status;
    }

    public DatagramStatus TryRead(ReadOnlySpan<byte> datagram, out ProbeMessage probe)
    {
        DatagramStatus status = ReadHeader(datagram, FrameKind.Probe, out FrameHeader header);
        if (status == DatagramStatus.Ok)
            status = ReadEnd(datagram, header.Flags);
        probe = status == DatagramStatus.Ok
            ? new ProbeMessage(
                header.Sender,
                header.Sequence,
                (header.Flags & FrameFlags.Choosing) != 0,
                (header.Flags & FrameFlags.Check) != 0)
            : default;
        return status;
    }

    public DatagramStatus TryRead(ReadOnlySpan<byte> datagram, out RequestMessage request)
    {
        request = default;
        DatagramStatus status = ReadHeader(datagram, FrameKind.Request, out FrameHeader header);
        return status == DatagramStatus.Ok
            ? RequestFrame.TryParse(datagram, header, _maxBytes, out request)
            : status;
    }

    public DatagramStatus TryRead(ReadOnlySpan<byte> datagram, out ReplyMessage reply)
    {
        reply = default;
        DatagramStatus status = ReadHeader(datagram, FrameKind.Reply, out FrameHeader header);
        return status == DatagramStatus.Ok ? ReplyFrame.TryParse(datagram, header, out reply) : status;
    }

    public int Write(Span<byte> destination, in HeartbeatMessage heartbeat)
    {
        FrameFlags flags = heartbeat.IsLeaving ? FrameFlags.Leaving : FrameFlags.None;
        new FrameHeader(FrameKind.Heartbeat, flags, _cluster, heartbeat.Sender ?? 0, heartbeat.Sequence)
            .Write(destination);
        HeartbeatFrame.Write(destination, heartbeat);
        return HeartbeatFrame.Length;
    }

    public int Write(Span<byte> destination, in ProbeMessage probe)
    {
        FrameFlags flags = (probe.IsChoosing ? FrameFlags.Choosing : FrameFlags.None)
            | (probe.IsCheck ? FrameFlags.Check : FrameFlags.None);
        new FrameHeader(FrameKind.Probe, flags, _cluster, probe.Sender, probe.Sequence).Write(destination);
        return FrameHeader.Length;
    }

    public int Write(Span<byte> destination, in RequestMessage request, ReadOnlySpan<byte> payload)
    {
        FrameFlags flags = request.Terms.Spread ? FrameFlags.Spread : FrameFlags.None;
        Header(FrameKind.Request, flags, request.Key).Write(destination);
        RequestFrame.Write(destination, request);
        payload.CopyTo(destination[RequestFrame.PayloadOffset..]);
        return RequestFrame.PayloadOffset + payload.Length;
    }

    public void WritePrefix(Span<byte> prefix, in ReplyMessage reply)
    {
        FrameFlags flags = reply.IsBusy ? FrameFlags.Busy : FrameFlags.None;
        Header(FrameKind.Reply, flags, reply.Key).Write(prefix);
        ReplyFrame.Write(prefix, reply);
    }

    private FrameHeader Header(FrameKind kind, FrameFlags flags, RequestKey? key)
        => new(kind, flags, _cluster, key?.Client ?? 0, key?.Number ?? 0);

    private DatagramStatus ReadHeader(ReadOnlySpan<byte> datagram, FrameKind kind, out FrameHeader header)
    {
        DatagramStatus status = FrameHeader.TryParse(datagram, _cluster, out header);
        return status == DatagramStatus.Ok && header.Kind != kind ? DatagramStatus.UnknownKind : status;
    }

    /// <summary>A probe is a header, and no body.</summary>
    private static DatagramStatus ReadEnd(ReadOnlySpan<byte> datagram, FrameFlags flags)
    {
        DatagramStatus status = FrameExtensions.TrySkip(datagram, flags, FrameHeader.Length, out int end);
        return status == DatagramStatus.Ok && end < datagram.Length ? DatagramStatus.Oversized : status;
    }
}
