using System.Buffers.Binary;

namespace Understudy.Protocol;

/// <summary>A heartbeat in the framed dialect.</summary>
/// <remarks>
/// <code>
/// 24  1  id, from 1                        25  3  zero: kept for a later version
/// 28  4  period, in milliseconds
/// 32  8  uptime, in microseconds: how long this incarnation has run
/// 40  8  requests heard                    48  8  requests answered
/// </code>
/// The header's sender is the incarnation, its sequence counts this incarnation's heartbeats.
/// </remarks>
internal readonly record struct HeartbeatFrame(
    byte Id, uint PeriodMilliseconds, ulong UptimeMicroseconds, ulong RequestsHeard, ulong RequestsAnswered)
{
    public const int Length = FrameHeader.Length + 32;

    public void Write(Span<byte> destination)
    {
        Span<byte> body = destination[FrameHeader.Length..];
        BinaryPrimitives.WriteUInt32BigEndian(body, (uint)Id << 24);
        BinaryPrimitives.WriteUInt32BigEndian(body[4..], PeriodMilliseconds);
        BinaryPrimitives.WriteUInt64BigEndian(body[8..], UptimeMicroseconds);
        BinaryPrimitives.WriteUInt64BigEndian(body[16..], RequestsHeard);
        BinaryPrimitives.WriteUInt64BigEndian(body[24..], RequestsAnswered);
    }

    /// <param name="datagram">A datagram whose header was accepted.</param>
    /// <param name="highestId">The highest id in use.</param>
    /// <param name="heartbeat">What it says.</param>
    public static DatagramStatus TryParse(ReadOnlySpan<byte> datagram, int highestId, out HeartbeatFrame heartbeat)
    {
        heartbeat = default;
        if (datagram.Length != Length)
            return datagram.Length < Length ? DatagramStatus.Truncated : DatagramStatus.Oversized;

        ReadOnlySpan<byte> body = datagram[FrameHeader.Length..];
        if (body[0] == 0 || body[0] > highestId)
            return DatagramStatus.IdOutOfRange;
        if (body[1..4].ContainsAnyExcept((byte)0))
            return DatagramStatus.UnknownFlags;

        heartbeat = new HeartbeatFrame(
            body[0],
            BinaryPrimitives.ReadUInt32BigEndian(body[4..]),
            BinaryPrimitives.ReadUInt64BigEndian(body[8..]),
            BinaryPrimitives.ReadUInt64BigEndian(body[16..]),
            BinaryPrimitives.ReadUInt64BigEndian(body[24..]));
        return DatagramStatus.Ok;
    }
}
