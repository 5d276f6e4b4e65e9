using CsCheck;
using Understudy.Protocol;

namespace Understudy.Tests.Protocol;

public class FrameHeaderTests
{
    private const ulong Cluster = 0x0102030405060708;

    private static readonly Gen<FrameHeader> AnyHeader = Gen.Select(
        Gen.Byte[1, 4].Select(kind => (FrameKind)kind),
        Gen.Byte[0, 63].Select(flags => (FrameFlags)flags),
        Gen.ULong,
        Gen.ULong,
        Gen.ULong,
        (kind, flags, cluster, sender, sequence) => new FrameHeader(kind, flags, cluster, sender, sequence));

    [Fact]
    public void Header_OfAnyFields_ComesBackAsItself()
        => AnyHeader.Sample(header =>
        {
            byte[] datagram = Write(header);
            Assert.Equal(DatagramStatus.Ok, FrameHeader.TryParse(datagram, header.Cluster, out FrameHeader parsed));
            Assert.Equal(header, parsed);
        });

    [Fact]
    public void Header_OfAnotherCluster_IsTold()
        => Gen.Select(AnyHeader, Gen.ULong).Where((header, other) => header.Cluster != other).Sample((header, other) =>
        {
            DatagramStatus status = FrameHeader.TryParse(Write(header), other, out FrameHeader parsed);
            Assert.Equal(DatagramStatus.OtherCluster, status);
            Assert.Equal(default, parsed);
        });

    [Fact]
    public void Header_OfEveryVersion_IsAcceptedOnlyInOurs()
    {
        byte[] datagram = Write(new FrameHeader(FrameKind.Probe, FrameFlags.None, Cluster, 1, 2));
        for (int version = 0; version <= 255; version++)
        {
            datagram[1] = (byte)version;
            DatagramStatus expected = version switch
            {
                2 => DatagramStatus.Ok,
                < 0x80 => DatagramStatus.OtherVersion,
                _ => DatagramStatus.NotAFrame,
            };
            Assert.Equal(expected, FrameHeader.TryParse(datagram, Cluster, out _));
        }
    }

    [Fact]
    public void Header_OfAnotherVersion_IsToldHoweverShortItsFramesAre()
        => Assert.Equal(DatagramStatus.OtherVersion, FrameHeader.TryParse([0xD5, 0x01], Cluster, out _));

    [Fact]
    public void Header_OfEveryKind_IsAcceptedOnlyFromOneToFour()
    {
        byte[] datagram = Write(new FrameHeader(FrameKind.Request, FrameFlags.None, Cluster, 1, 2));
        for (int kind = 0; kind <= 255; kind++)
        {
            datagram[2] = (byte)kind;
            Assert.Equal(
                kind is >= 1 and <= 4 ? DatagramStatus.Ok : DatagramStatus.UnknownKind,
                FrameHeader.TryParse(datagram, Cluster, out _));
        }
    }

    [Fact]
    public void Header_WithAllFlags_IsAcceptedOnlyWithThoseInUse()
    {
        byte[] datagram = Write(new FrameHeader(FrameKind.Request, FrameFlags.None, Cluster, 1, 2));
        for (int flags = 0; flags <= 255; flags++)
        {
            datagram[3] = (byte)flags;
            Assert.Equal(
                (flags & 0b1100_0000) == 0 ? DatagramStatus.Ok : DatagramStatus.UnknownFlags,
                FrameHeader.TryParse(datagram, Cluster, out _));
        }
    }

    private static byte[] Write(FrameHeader header)
    {
        byte[] datagram = new byte[FrameHeader.Length];
        header.Write(datagram);
        return datagram;
    }
}
