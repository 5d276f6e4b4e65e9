using CsCheck;
using Understudy.Protocol;

namespace Understudy.Tests.Protocol;

public class ReplyFrameTests
{
    private static readonly FrameHeader Header = new(FrameKind.Reply, FrameFlags.None, 1, 2, 3);

    [Fact]
    public void Reply_OfAnyFieldsAndPayload_ComesBackAsItself()
        => Gen.Select(Gen.Byte[0, 1], Gen.Byte[1, 255], Gen.Byte, Gen.Byte.Array[0, 1173])
            .Sample((status, id, rank, payload) =>
            {
                byte[] datagram = Write(new ReplyFrame(status, id, rank), payload);
                Assert.Equal(DatagramStatus.Ok, FrameHeader.TryParse(datagram, 1, out FrameHeader header));
                Assert.Equal(Header, header);
                Assert.Equal(DatagramStatus.Ok, ReplyFrame.TryParse(datagram, out ReplyFrame reply));
                Assert.Equal(new ReplyFrame(status, id, rank), reply);
                Assert.Equal(payload, datagram[ReplyFrame.PayloadOffset..]);
            });

    [Fact]
    public void Reply_OfEveryOtherStatus_IsUnknown()
    {
        for (int status = 2; status <= 255; status++)
        {
            byte[] datagram = Write(new ReplyFrame((byte)status, 1, 0), []);
            Assert.Equal(DatagramStatus.UnknownStatus, ReplyFrame.TryParse(datagram, out ReplyFrame reply));
            Assert.Equal(default, reply);
        }
    }

    [Fact]
    public void Reply_OfServerZero_IsOutOfRange()
        => Assert.Equal(DatagramStatus.IdOutOfRange, ReplyFrame.TryParse(Write(new ReplyFrame(0, 0, 0), []), out _));

    private static byte[] Write(ReplyFrame reply, byte[] payload)
    {
        byte[] prefix = new byte[ReplyFrame.PayloadOffset];
        reply.WritePrefix(prefix, Header);
        return [.. prefix, .. payload];
    }
}
