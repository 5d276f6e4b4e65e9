using CsCheck;
using Understudy.Protocol;

namespace Understudy.Tests.Protocol;

public class RequestFrameTests
{
    private static readonly FrameHeader Header = new(FrameKind.Request, FrameFlags.Spread, 1, 2, 3);

    [Fact]
    public void Request_OfAnyRankLimitAndPayload_ComesBackAsItself()
        => Gen.Select(Gen.Byte, Gen.Byte.Array[1, 1175]).Sample((rankLimit, payload) =>
        {
            byte[] datagram = Write(rankLimit, payload);
            Assert.Equal(DatagramStatus.Ok, FrameHeader.TryParse(datagram, 1, out FrameHeader parsed));
            Assert.Equal(Header, parsed);
            Assert.Equal(DatagramStatus.Ok, RequestFrame.TryParse(datagram, 1200, out RequestFrame request));
            Assert.Equal(rankLimit, request.RankLimit);
            Assert.Equal(payload, datagram[RequestFrame.PayloadOffset..]);
        });

    [Fact]
    public void Request_OfNoPayload_IsTruncated()
        => Assert.Equal(DatagramStatus.Truncated, RequestFrame.TryParse(Write(0, []), 1200, out _));

    [Fact]
    public void Request_BeyondTheLimit_IsOversized()
        => Assert.Equal(DatagramStatus.Oversized, RequestFrame.TryParse(Write(0, new byte[1176]), 1200, out _));

    private static byte[] Write(byte rankLimit, byte[] payload)
    {
        byte[] prefix = new byte[RequestFrame.PayloadOffset];
        new RequestFrame(rankLimit).WritePrefix(prefix, Header);
        return [.. prefix, .. payload];
    }
}
