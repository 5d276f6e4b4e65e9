namespace Understudy.Protocol;

/// <summary>
/// How messages look as datagrams: for each kind a way to read it and a way to write it, which undo each other. A
/// dialect knows the format, and nothing of what a message means to a server or a client.
/// </summary>
/// <remarks>
/// It keeps no state, so it is safe from any thread. It allocates nothing: a payload stays where it is. Bad input gives
/// a status and an empty message.
/// </remarks>
internal interface IDialect
{
    /// <summary>
    /// Whether it has probes, which members answer at once. If not, nobody can ask who is there, and a server that
    /// leaves, or is not to be counted on, cannot say so.
    /// </summary>
    bool HasProbes { get; }

    /// <summary>
    /// Whether a reply names its request. If not, only the port that it comes to does, and each request needs a
    /// transport of its own.
    /// </summary>
    bool NumbersRequests { get; }

    /// <summary>How many bytes stand before the payload of a request.</summary>
    int RequestPrefix { get; }

    /// <summary>How many bytes stand before the payload of a reply.</summary>
    int ReplyPrefix { get; }

    /// <summary>
    /// The words that are sent for every rejection; empty where the handler's own words are sent.
    /// </summary>
    ReadOnlySpan<byte> FixedRejection { get; }

    /// <summary>The kind of message that a datagram names.</summary>
    /// <param name="datagram">The datagram, which may be anything.</param>
    /// <param name="expected">The kind that it is taken for where it names none.</param>
    FrameKind KindOf(ReadOnlySpan<byte> datagram, FrameKind expected);

    DatagramStatus TryRead(ReadOnlySpan<byte> datagram, out HeartbeatMessage heartbeat);

    DatagramStatus TryRead(ReadOnlySpan<byte> datagram, out ProbeMessage probe);

    DatagramStatus TryRead(ReadOnlySpan<byte> datagram, out RequestMessage request);

    DatagramStatus TryRead(ReadOnlySpan<byte> datagram, out ReplyMessage reply);

    /// <returns>The length of the datagram; 0 where the dialect has no such heartbeat.</returns>
    int Write(Span<byte> destination, in HeartbeatMessage heartbeat);

    /// <returns>The length of the datagram; 0 where the dialect has no probes.</returns>
    int Write(Span<byte> destination, in ProbeMessage probe);

    /// <returns>The length of the datagram.</returns>
    int Write(Span<byte> destination, in RequestMessage request, ReadOnlySpan<byte> payload);

    /// <summary>Writes what stands before the payload of a reply, which is there already.</summary>
    /// <param name="prefix">Takes <see cref="ReplyPrefix"/> bytes.</param>
    /// <param name="reply">What the reply says.</param>
    void WritePrefix(Span<byte> prefix, in ReplyMessage reply);
}
