using CsCheck;
using Understudy.Protocol;

namespace Understudy.Tests.Protocol;

/// <summary>What holds for every frame that can be written, damaged in every place.</summary>
public class FramePropertyTests
{
    private static readonly Gen<FrameHeader> AnyHeader = Gen.Select(
        Gen.Byte[0, 31].Select(flags => (FrameFlags)(flags << 1)),
        Gen.ULong,
        Gen.ULong,
        (flags, sender, sequence) => new FrameHeader(FrameKind.Probe, flags, FrameReading.Cluster, sender, sequence));

    private static readonly Gen<byte[]> Heartbeat = Gen.Select(
        AnyHeader, Gen.Byte[1, 255], Gen.Byte.Array[36], (header, id, rest)
            => Frame(header with { Kind = FrameKind.Heartbeat }, [id, .. rest]));

    private static readonly Gen<byte[]> Request = Gen.Select(
        AnyHeader, Gen.Byte.Array[5], Gen.Byte.Array[1, 40], (header, body, payload)
            => Frame(header with { Kind = FrameKind.Request }, [.. body, .. payload]));

    private static readonly Gen<byte[]> Reply = Gen.Select(
        AnyHeader,
        Gen.Byte[0, 2],
        Gen.Byte[1, 255],
        Gen.Byte.Array[4],
        Gen.Byte.Array[0, 40],
        (header, status, id, rest, payload) => Frame(
            header with { Kind = FrameKind.Reply }, [status, rest[0], id, .. rest[1..], .. payload]));

    private static readonly Gen<byte[]> Probe = AnyHeader.Select(header => Frame(header, []));

    private static readonly Gen<byte[]> AnyFrame = Gen.OneOf(Heartbeat, Request, Reply, Probe);

    [Fact]
    public void AnyFrame_Read_WritesTheSameBytes()
        => AnyFrame.Sample(frame => Assert.Equal(frame, Write(frame)));

    [Fact]
    public void AnyFrame_WithAnyBitFlipped_IsNeverTakenForItself()
        => AnyFrame.Sample(frame =>
        {
            FrameReading whole = FrameReading.Of(frame);
            Assert.Equal(DatagramStatus.Ok, whole.Status);
            for (int bit = 0; bit < frame.Length * 8; bit++)
            {
                byte[] flipped = [.. frame];
                flipped[bit / 8] ^= (byte)(1 << (bit % 8));
                Assert.NotEqual(whole, FrameReading.Of(flipped));
            }
        });

    [Fact]
    public void AnyFrame_CutAnywhere_IsRefusedOrHasAShorterPayload()
        => AnyFrame.Sample(frame =>
        {
            FrameReading whole = FrameReading.Of(frame);
            int prefix = frame.Length - (whole.Payload.Length / 2);
            // A request has a byte of payload at least, a reply may have none.
            int least = (FrameKind)frame[2] == FrameKind.Request ? prefix + 1 : prefix;
            for (int length = 0; length < frame.Length; length++)
            {
                FrameReading cut = FrameReading.Of(frame.AsSpan(0, length));
                DatagramStatus expected = length == 0 ? DatagramStatus.Empty
                    : length < least ? DatagramStatus.Truncated
                    : DatagramStatus.Ok;
                Assert.Equal(expected, cut.Status);
                if (expected == DatagramStatus.Ok)
                    Assert.Equal(whole with { Payload = whole.Payload[..((length - prefix) * 2)] }, cut);
            }
        });

    private static byte[] Frame(FrameHeader header, byte[] rest)
    {
        byte[] frame = [.. new byte[FrameHeader.Length], .. rest];
        header.Write(frame);
        return frame;
    }

    /// <summary>The bytes of a frame, made again from nothing but what was read in it.</summary>
    private static byte[] Write(byte[] frame)
    {
        FrameReading reading = FrameReading.Of(frame);
        byte[] payload = Convert.FromHexString(reading.Payload);
        byte[] written = [.. new byte[frame.Length - payload.Length], .. payload];
        switch (reading.Message)
        {
            case HeartbeatMessage heartbeat:
                Assert.Equal(written.Length, FrameReading.Dialect.Write(written, heartbeat));
                break;
            case ReplyMessage reply:
                FrameReading.Dialect.WritePrefix(written.AsSpan(0, FrameReading.Dialect.ReplyPrefix), reply);
                break;
            case RequestMessage request:
                Assert.Equal(written.Length, FrameReading.Dialect.Write(written, request, payload));
                break;
            case ProbeMessage probe:
                Assert.Equal(written.Length, FrameReading.Dialect.Write(written, probe));
                break;
        }

        // A flag that means nothing for its kind is no part of a message.
        written[3] |= (byte)(reading.Header.Flags & ~MeaningfulFor(reading.Header.Kind));
        return written;
    }

    private static FrameFlags MeaningfulFor(FrameKind kind) => kind switch
    {
        FrameKind.Heartbeat => FrameFlags.Leaving,
        FrameKind.Request => FrameFlags.Spread,
        FrameKind.Reply => FrameFlags.Busy,
        _ => FrameFlags.Choosing | FrameFlags.Check,
    };
}
