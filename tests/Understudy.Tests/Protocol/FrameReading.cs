using Understudy.Protocol;

namespace Understudy.Tests.Protocol;

/// <summary>
/// All that the dialect makes of a frame, to be compared with what it makes of another: the header, of which flags that
/// mean nothing for the kind are a part, and the message.
/// </summary>
internal sealed record FrameReading(DatagramStatus Status, FrameHeader Header, object? Message, string Payload)
{
    public static readonly ulong Cluster = ClusterName.Hash("default");

    public const int MaxBytes = 1200;

    public static FramedDialect Dialect { get; } = new(Cluster, 255, MaxBytes);

    public static FrameReading Of(ReadOnlySpan<byte> datagram)
    {
        DatagramStatus start = FrameHeader.TryParse(datagram, Cluster, out FrameHeader header);
        DatagramStatus heartbeatStatus = Dialect.TryRead(datagram, out HeartbeatMessage heartbeat);
        DatagramStatus requestStatus = Dialect.TryRead(datagram, out RequestMessage request);
        DatagramStatus replyStatus = Dialect.TryRead(datagram, out ReplyMessage reply);
        DatagramStatus probeStatus = Dialect.TryRead(datagram, out ProbeMessage probe);
        FrameReading[] readings =
        [
            new(heartbeatStatus, header, heartbeat, ""),
            new(requestStatus, header, request with { Payload = default }, Hex(datagram, request.Payload)),
            new(replyStatus, header, reply with { Payload = default }, Hex(datagram, reply.Payload)),
            new(probeStatus, header, probe, ""),
        ];
        Assert.All(readings, reading => Assert.True(reading.Status == DatagramStatus.Ok || IsEmpty(reading)));
        if (start != DatagramStatus.Ok)
        {
            Assert.All(readings, reading => Assert.Equal(start, reading.Status));
            return readings[0];
        }

        int kind = (int)header.Kind - 1;
        Assert.Equal(header.Kind, Dialect.KindOf(datagram, default));
        for (int other = 0; other < readings.Length; other++)
            Assert.Equal(other != kind, readings[other].Status == DatagramStatus.UnknownKind);
        return readings[kind];
    }

    private static string Hex(ReadOnlySpan<byte> datagram, Range payload) => Convert.ToHexString(datagram[payload]);

    private static bool IsEmpty(FrameReading reading)
        => reading.Payload.Length == 0
            && (Equals(reading.Message, default(HeartbeatMessage)) || Equals(reading.Message, default(RequestMessage))
                || Equals(reading.Message, default(ReplyMessage)) || Equals(reading.Message, default(ProbeMessage)));
}
