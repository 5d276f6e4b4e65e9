using System.Buffers.Binary;

namespace Understudy.Protocol;

/// <summary>The body of a heartbeat in the framed dialect.</summary>
/// <remarks>
/// <code>
/// 28  1  id, from 1                        29  1  why the server is not to be counted on; 0 where it is
/// 30  1  load                              31  1  highest id in use
/// 32  4  period, in milliseconds
/// 36  1  countdown                         37  1  active from
/// 38  1  eligible from                     39  2  longest datagram
/// 41  8  uptime, in microseconds: how long this incarnation has run
/// 49  8  requests heard                    57  8  requests answered
/// </code>
/// The header's sender is the incarnation, its sequence counts what this incarnation says.
/// </remarks>
internal static class HeartbeatFrame
{
    /// <summary>How long one without extensions is: servers of this version write no others.</summary>
    public const int Length = FrameHeader.Length + 37;

    public static void Write(Span<byte> datagram, in HeartbeatMessage heartbeat)
    {
        Span<byte> body = datagram[FrameHeader.Length..];
        SharedSettings settings = heartbeat.Settings;
        body[0] = (byte)heartbeat.Id;
        body[1] = (byte)heartbeat.NotServing;
        body[2] = heartbeat.Load;
        body[3] = settings.HighestId;
        BinaryPrimitives.WriteUInt32BigEndian(body[4..], settings.PeriodMilliseconds);
        body[8] = settings.Countdown;
        body[9] = settings.ActiveFrom;
        body[10] = settings.EligibleFrom;
        BinaryPrimitives.WriteUInt16BigEndian(body[11..], settings.MaxDatagramBytes);
        BinaryPrimitives.WriteUInt64BigEndian(body[13..], heartbeat.UptimeMicroseconds);
        BinaryPrimitives.WriteUInt64BigEndian(body[21..], heartbeat.RequestsHeard);
        BinaryPrimitives.WriteUInt64BigEndian(body[29..], heartbeat.RequestsAnswered);
    }

    /// <param name="datagram">A datagram whose header was accepted.</param>
    /// <param name="header">The header.</param>
    /// <param name="highestId">The highest id in use.</param>
    /// <param name="heartbeat">What it says.</param>
    public static DatagramStatus TryParse(
        ReadOnlySpan<byte> datagram, in FrameHeader header, int highestId, out HeartbeatMessage heartbeat)
    {
        heartbeat = default;
        if (datagram.Length < Length)
            return DatagramStatus.Truncated;
        DatagramStatus status = FrameExtensions.TrySkip(datagram, header.Flags, Length, out int end);
        if (status != DatagramStatus.Ok)
            return status;
        if (end < datagram.Length)
            return DatagramStatus.Oversized;

        ReadOnlySpan<byte> body = datagram[FrameHeader.Length..];
        if (body[0] == 0 || body[0] > highestId)
            return DatagramStatus.IdOutOfRange;

        heartbeat = new HeartbeatMessage(
            header.Sender,
            header.Sequence,
            body[0],
            (header.Flags & FrameFlags.Leaving) != 0,
            (NotServingReason)body[1],
            body[2],
            new SharedSettings(
                BinaryPrimitives.ReadUInt32BigEndian(body[4..]),
                body[3],
                body[8],
                body[9],
                body[10],
                BinaryPrimitives.ReadUInt16BigEndian(body[11..])),
            BinaryPrimitives.ReadUInt64BigEndian(body[13..]),
            BinaryPrimitives.ReadUInt64BigEndian(body[21..]),
            BinaryPrimitives.ReadUInt64BigEndian(body[29..]));
        return DatagramStatus.Ok;
    }
}
