namespace Understudy.Protocol;

/// <summary>The body of a reply in the framed dialect.</summary>
/// <remarks>
/// <code>
/// 28  1  status: 0 done, 1 rejected, 2 failed
/// 29  1  why it failed; 0 where it did not
/// 30  1  id of the server, from 1          31  1  its rank for this request
/// 32  1  load                              33  1  members: how many servers can be counted on, itself included
/// 34  …  extensions, then payload: the result, or the reason of the rejection
/// </code>
/// The header's sender is the *client's* number and its sequence the request's, so that a client knows its own.
/// </remarks>
internal static class ReplyFrame
{
    /// <summary>Where the payload of a reply without extensions begins.</summary>
    public const int PayloadOffset = FrameHeader.Length + 6;

    /// <summary>Writes all but the payload.</summary>
    public static void Write(Span<byte> prefix, in ReplyMessage reply)
    {
        Span<byte> body = prefix[FrameHeader.Length..];
        body[0] = (byte)reply.Status;
        body[1] = (byte)reply.Failure;
        body[2] = (byte)(reply.ServerId ?? 0);
        body[3] = (byte)Math.Min(reply.Rank ?? 0, byte.MaxValue);
        body[4] = reply.Load;
        body[5] = reply.Members;
    }

    /// <param name="datagram">A datagram whose header was accepted.</param>
    /// <param name="header">The header.</param>
    /// <param name="reply">What it says.</param>
    public static DatagramStatus TryParse(
        ReadOnlySpan<byte> datagram, in FrameHeader header, out ReplyMessage reply)
    {
        reply = default;
        if (datagram.Length < PayloadOffset)
            return DatagramStatus.Truncated;
        DatagramStatus status = FrameExtensions.TrySkip(datagram, header.Flags, PayloadOffset, out int end);
        if (status != DatagramStatus.Ok)
            return status;

        ReadOnlySpan<byte> body = datagram[FrameHeader.Length..];
        if (body[0] > (byte)ReplyStatus.Failed)
            return DatagramStatus.UnknownStatus;
        if (body[2] == 0)
            return DatagramStatus.IdOutOfRange;

        reply = new ReplyMessage(
            new RequestKey(header.Sender, header.Sequence),
            (ReplyStatus)body[0],
            (FailureReason)body[1],
            body[2],
            body[3],
            (header.Flags & FrameFlags.Busy) != 0,
            body[4],
            body[5],
            end..datagram.Length);
        return status;
    }
}
