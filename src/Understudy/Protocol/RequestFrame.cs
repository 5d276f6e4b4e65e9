namespace Understudy.Protocol;

/// <summary>A request in the framed dialect.</summary>
/// <remarks>
/// <code>
/// 24  1  rank limit: the highest rank that may answer
/// 25  …  payload
/// </code>
/// The header's sender is the client's number, its sequence the request's number, the same in every repeat.
/// </remarks>
internal readonly record struct RequestFrame(byte RankLimit)
{
    public const int RankLimitOffset = FrameHeader.Length;

    public const int PayloadOffset = RankLimitOffset + 1;

    /// <summary>The limit at which every server that can answer does, whatever it believes of the others.</summary>
    public const byte Everybody = 255;

    /// <summary>Writes all but the payload.</summary>
    public void WritePrefix(Span<byte> destination, FrameHeader header)
    {
        header.Write(destination);
        destination[RankLimitOffset] = RankLimit;
    }

    /// <param name="datagram">A datagram whose header was accepted.</param>
    /// <param name="maxBytes">The longest datagram.</param>
    /// <param name="request">What it says.</param>
    public static DatagramStatus TryParse(ReadOnlySpan<byte> datagram, int maxBytes, out RequestFrame request)
    {
        request = default;
        if (datagram.Length > maxBytes)
            return DatagramStatus.Oversized;
        if (datagram.Length <= PayloadOffset)
            return DatagramStatus.Truncated;

        request = new RequestFrame(datagram[RankLimitOffset]);
        return DatagramStatus.Ok;
    }
}
