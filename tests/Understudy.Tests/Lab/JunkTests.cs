using Understudy.Lab.Flooding;
using Understudy.Protocol;

namespace Understudy.Tests.Lab;

public class JunkTests
{
    private const int Count = 500;

    private static readonly NetworkOptions Network = new();

    [Fact]
    public void Junk_ReadAsARequest_IsAlwaysRefused()
        => Assert.DoesNotContain(DatagramStatus.Ok, Make(1).Select(datagram => Read(datagram, FrameKind.Request)));

    [Fact]
    public void Junk_ReadAsAHeartbeat_IsAlwaysRefused()
        => Assert.DoesNotContain(DatagramStatus.Ok, Make(1).Select(datagram => Read(datagram, FrameKind.Heartbeat)));

    [Theory]
    [InlineData(DatagramStatus.NotAFrame)]
    [InlineData(DatagramStatus.Truncated)]
    [InlineData(DatagramStatus.OtherCluster)]
    [InlineData(DatagramStatus.Oversized)]
    public void Junk_OfEachKind_IsThere(object reason)
        => Assert.InRange(
            Make(1).Count(datagram => Read(datagram, FrameKind.Request) == (DatagramStatus)reason), Count / 20, Count);

    [Fact]
    public void Junk_OfOneSeed_IsAlwaysTheSame()
    {
        Assert.Equal(Make(5), Make(5));
        Assert.NotEqual(Make(5), Make(6));
    }

    private static byte[][] Make(int seed) => Junk.Make(Network, Count, new Random(seed));

    /// <summary>As a server does that expects frames of one kind.</summary>
    private static DatagramStatus Read(byte[] datagram, FrameKind expected)
    {
        IDialect dialect = Dialects.Make(Network, MembershipOptions.HighestId);
        return expected == FrameKind.Request
            ? dialect.TryRead(datagram, out RequestMessage _)
            : dialect.TryRead(datagram, out HeartbeatMessage _);
    }
}
