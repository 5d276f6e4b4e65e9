using CsCheck;
using Understudy.Protocol;

namespace Understudy.Tests.Protocol;

public class HeartbeatFrameTests
{
    private static readonly FrameHeader Header = new(FrameKind.Heartbeat, FrameFlags.None, 1, 2, 3);

    [Fact]
    public void Heartbeat_OfAnyFields_ComesBackAsItself()
        => Gen.Select(Gen.Byte[1, 255], Gen.UInt, Gen.ULong, Gen.ULong, Gen.ULong)
            .Select((id, period, uptime, heard, answered) => new HeartbeatFrame(id, period, uptime, heard, answered))
            .Sample(heartbeat =>
            {
                Assert.Equal(
                    DatagramStatus.Ok, HeartbeatFrame.TryParse(Write(heartbeat), 255, out HeartbeatFrame parsed));
                Assert.Equal(heartbeat, parsed);
            });

    [Fact]
    public void Heartbeat_OverADirtyBuffer_HasZerosWhereTheyBelong()
    {
        byte[] datagram = [.. Enumerable.Repeat((byte)0xFF, HeartbeatFrame.Length)];
        Header.Write(datagram);
        new HeartbeatFrame(5, 1000, 1, 2, 3).Write(datagram);
        Assert.Equal(DatagramStatus.Ok, HeartbeatFrame.TryParse(datagram, 255, out _));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(6)]
    [InlineData(255)]
    public void Heartbeat_OfAnIdNotInUse_IsOutOfRange(byte id)
    {
        byte[] datagram = Write(new HeartbeatFrame(id, 1000, 1, 2, 3));
        Assert.Equal(DatagramStatus.IdOutOfRange, HeartbeatFrame.TryParse(datagram, 5, out HeartbeatFrame parsed));
        Assert.Equal(default, parsed);
    }

    private static byte[] Write(HeartbeatFrame heartbeat)
    {
        byte[] datagram = new byte[HeartbeatFrame.Length];
        Header.Write(datagram);
        heartbeat.Write(datagram);
        return datagram;
    }
}
