namespace Understudy.Protocol;

/// <summary>A reply in the framed dialect.</summary>
/// <remarks>
/// <code>
/// 24  1  status: 0 done, 1 rejected
/// 25  1  id of the server, from 1          26  1  its rank for this request
/// 27  …  payload: the result, or the reason of the rejection
/// </code>
/// The header's sender is the *client's* number and its sequence the request's, so that a client knows its own.
/// </remarks>
internal readonly record struct ReplyFrame(byte Status, byte Id, byte Rank)
{
    public const int PayloadOffset = FrameHeader.Length + 3;

    public const byte Done = 0;

    public const byte Rejected = 1;

    /// <summary>Writes all but the payload.</summary>
    public void WritePrefix(Span<byte> destination, FrameHeader header)
    {
        header.Write(destination);
        destination[24] = Status;
        destination[25] = Id;
        destination[26] = Rank;
    }

    /// <param name="datagram">A datagram whose header was accepted.</param>
    /// <param name="reply">What it says.</param>
    public static DatagramStatus TryParse(ReadOnlySpan<byte> datagram, out ReplyFrame reply)
    {
        reply = default;
        if (datagram.Length < PayloadOffset)
            return DatagramStatus.Truncated;
        if (datagram[24] > Rejected)
            return DatagramStatus.UnknownStatus;
        if (datagram[25] == 0)
            return DatagramStatus.IdOutOfRange;

        reply = new ReplyFrame(datagram[24], datagram[25], datagram[26]);
        return DatagramStatus.Ok;
    }
}
