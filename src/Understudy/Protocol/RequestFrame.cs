using System.Buffers.Binary;

namespace Understudy.Protocol;

/// <summary>The body of a request in the framed dialect.</summary>
/// <remarks>
/// <code>
/// 28  1  rank limit: the highest rank that may answer
/// 29  4  time left, in milliseconds: how long the client still waits
/// 33  …  extensions, then payload
/// </code>
/// The header's sender is the client's number, its sequence the request's number, the same in every repeat.
/// </remarks>
internal static class RequestFrame
{
    public const int RankLimitOffset = FrameHeader.Length;

    /// <summary>Where the payload of a request without extensions begins.</summary>
    public const int PayloadOffset = FrameHeader.Length + 5;

    /// <summary>The limit at which every server that can answer does, whatever it believes of the others.</summary>
    public const byte Everybody = 255;

    public static void Write(Span<byte> datagram, in RequestMessage request)
    {
        datagram[RankLimitOffset] = (byte)request.Terms.RankLimit;
        double left = request.TimeLeft?.TotalMilliseconds ?? uint.MaxValue;
        BinaryPrimitives.WriteUInt32BigEndian(
            datagram[(RankLimitOffset + 1)..], (uint)Math.Clamp(left, 0, uint.MaxValue));
    }

    /// <param name="datagram">A datagram whose header was accepted.</param>
    /// <param name="header">The header.</param>
    /// <param name="maxBytes">The longest datagram.</param>
    /// <param name="request">What it says.</param>
    public static DatagramStatus TryParse(
        ReadOnlySpan<byte> datagram, in FrameHeader header, int maxBytes, out RequestMessage request)
    {
        request = default;
        if (datagram.Length > maxBytes)
            return DatagramStatus.Oversized;
        if (datagram.Length < PayloadOffset)
            return DatagramStatus.Truncated;
        DatagramStatus status = FrameExtensions.TrySkip(datagram, header.Flags, PayloadOffset, out int end);
        if (status == DatagramStatus.Ok && end == datagram.Length)
            status = DatagramStatus.Truncated;
        if (status != DatagramStatus.Ok)
            return status;

        bool spread = (header.Flags & FrameFlags.Spread) != 0;
        uint left = BinaryPrimitives.ReadUInt32BigEndian(datagram[(RankLimitOffset + 1)..]);
        request = new RequestMessage(
            new RequestKey(header.Sender, header.Sequence),
            new RequestTerms(datagram[RankLimitOffset], spread, header.Sender, header.Sequence),
            TimeSpan.FromMilliseconds((long)left),
            end..datagram.Length);
        return status;
    }
}
