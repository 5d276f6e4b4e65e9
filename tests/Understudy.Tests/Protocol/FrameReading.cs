using Understudy.Protocol;

namespace Understudy.Tests.Protocol;

/// <summary>All that the parsers make of a datagram, to be compared with what they make of another.</summary>
internal sealed record FrameReading(DatagramStatus Status, FrameHeader Header, object? Body, string Payload)
{
    public const uint Cluster = 0x933B5BDE;

    public const int MaxBytes = 1200;

    public static FrameReading Of(ReadOnlySpan<byte> datagram)
    {
        DatagramStatus status = FrameHeader.TryParse(datagram, Cluster, out FrameHeader header);
        if (status != DatagramStatus.Ok)
            return new FrameReading(status, header, null, "");

        switch (header.Kind)
        {
            case FrameKind.Heartbeat:
                status = HeartbeatFrame.TryParse(datagram, 255, out HeartbeatFrame heartbeat);
                return new FrameReading(status, header, heartbeat, "");
            case FrameKind.Request:
                status = RequestFrame.Check(datagram, MaxBytes);
                return status == DatagramStatus.Ok
                    ? new FrameReading(
                        status,
                        header,
                        datagram[RequestFrame.RankLimitOffset],
                        Convert.ToHexString(datagram[RequestFrame.PayloadOffset..]))
                    : new FrameReading(status, header, null, "");
            case FrameKind.Reply:
                status = ReplyFrame.TryParse(datagram, out ReplyFrame reply);
                return status == DatagramStatus.Ok
                    ? new FrameReading(status, header, reply, Convert.ToHexString(datagram[ReplyFrame.PayloadOffset..]))
                    : new FrameReading(status, header, reply, "");
            default:
                return new FrameReading(status, header, null, "");
        }
    }
}
