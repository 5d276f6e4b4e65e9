namespace Understudy.Protocol;

/// <summary>
/// The classic dialect: a heartbeat is an id in digits, a request or a reply is text. Only the port that a datagram
/// came to says which it is. There are no numbers, so nothing ties a reply to its request, or a repeat to the first
/// attempt.
/// </summary>
internal sealed class ClassicDialect : IDialect
{
    private readonly int _highestId;
    private readonly int _maxBytes;

    /// <param name="highestId">The highest id in use.</param>
    /// <param name="maxDatagramBytes">The longest request, in bytes. A reply may fill the largest datagram.</param>
    public ClassicDialect(int highestId, int maxDatagramBytes)
    {
        _highestId = highestId;
        _maxBytes = maxDatagramBytes;
    }

    public bool HasProbes => false;

    public bool NumbersRequests => false;

    public int RequestPrefix => 0;

    public int ReplyPrefix => 0;

    public ReadOnlySpan<byte> FixedRejection => ClassicText.Rejection;

    public FrameKind KindOf(ReadOnlySpan<byte> datagram, FrameKind expected) => expected;

    public DatagramStatus TryRead(ReadOnlySpan<byte> datagram, out HeartbeatMessage heartbeat)
    {
        DatagramStatus status = ClassicHeartbeat.TryParse(datagram, _highestId, out int id);
        heartbeat = status == DatagramStatus.Ok ? new HeartbeatMessage(Sender: null, Sequence: 0, id) : default;
        return status;
    }

    public DatagramStatus TryRead(ReadOnlySpan<byte> datagram, out ProbeMessage probe)
    {
        probe = default;
        return DatagramStatus.UnknownKind;
    }

    public DatagramStatus TryRead(ReadOnlySpan<byte> datagram, out RequestMessage request)
    {
        DatagramStatus status = ClassicText.Check(datagram, _maxBytes);
        request = status == DatagramStatus.Ok
            ? new RequestMessage(Key: null, new RequestTerms(RankLimit: 0), TimeLeft: null, ..datagram.Length)
            : default;
        return status;
    }

    /// <remarks>Whatever comes to the port of a request is its reply.</remarks>
    public DatagramStatus TryRead(ReadOnlySpan<byte> datagram, out ReplyMessage reply)
    {
        ReplyStatus status = datagram.SequenceEqual(FixedRejection) ? ReplyStatus.Rejected : ReplyStatus.Done;
        reply = new ReplyMessage(Key: null, status, Payload: ..datagram.Length);
        return DatagramStatus.Ok;
    }

    public int Write(Span<byte> destination, in HeartbeatMessage heartbeat)
        => heartbeat.IsLeaving || heartbeat.NotServing != NotServingReason.None
            ? 0
            : ClassicHeartbeat.Write(heartbeat.Id, destination);

    public int Write(Span<byte> destination, in ProbeMessage probe) => 0;

    public int Write(Span<byte> destination, in RequestMessage request, ReadOnlySpan<byte> payload)
    {
        payload.CopyTo(destination);
        return payload.Length;
    }

    public void WritePrefix(Span<byte> prefix, in ReplyMessage reply)
    {
        // There is none.
    }
}
