using System.Text;
using CsCheck;
using Understudy.Protocol;

namespace Understudy.Tests.Protocol;

/// <summary>Datagrams that are no frames, or no longer what was sent, get a reason or are seen to be others.</summary>
public class FrameDamageTests
{
    private const int Body = FrameHeader.Length;

    private static readonly byte[] Cluster = Convert.FromHexString($"{FrameReading.Cluster:x16}");

    public static TheoryData<string> Titles => ProtocolVectorTests.Titles;

    [Theory]
    [MemberData(nameof(Titles))]
    public void Frame_WithAnyBitFlipped_IsNeverTakenForItself(string title)
    {
        byte[] frame = Frame(title);
        FrameReading whole = FrameReading.Of(frame);
        for (int bit = 0; bit < frame.Length * 8; bit++)
        {
            byte[] flipped = [.. frame];
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));
            FrameReading reading = FrameReading.Of(flipped);
            Assert.NotEqual(whole, reading);
            Assert.Equal(StatusOfFlip(frame, flipped, bit / 8), reading.Status);
        }
    }

    [Theory]
    [MemberData(nameof(Titles))]
    public void Frame_CutAnywhereBeforeItsPayload_IsTruncated(string title)
    {
        byte[] frame = Frame(title);
        int least = LeastLength(frame);
        Assert.Equal(DatagramStatus.Empty, FrameReading.Of([]).Status);
        for (int length = 1; length < least; length++)
            Assert.Equal(DatagramStatus.Truncated, FrameReading.Of(frame.AsSpan(0, length)).Status);
    }

    [Theory]
    [MemberData(nameof(Titles))]
    public void Frame_CutInItsPayload_HasAShorterPayload(string title)
    {
        byte[] frame = Frame(title);
        FrameReading whole = FrameReading.Of(frame);
        for (int length = LeastLength(frame); length < frame.Length; length++)
        {
            FrameReading reading = FrameReading.Of(frame.AsSpan(0, length));
            Assert.Equal(whole with { Payload = reading.Payload }, reading);
            Assert.StartsWith(reading.Payload, whole.Payload, StringComparison.Ordinal);
            Assert.Equal((frame.Length - length) * 2, whole.Payload.Length - reading.Payload.Length);
        }
    }

    [Theory]
    [MemberData(nameof(Titles))]
    public void Frame_WithABodyOfFixedLengthAndMoreBehindIt_IsOversized(string title)
    {
        byte[] frame = Frame(title);
        bool isFixed = (FrameKind)frame[2] is FrameKind.Heartbeat or FrameKind.Probe;
        FrameReading reading = FrameReading.Of([.. frame, 0]);
        Assert.Equal(isFixed ? DatagramStatus.Oversized : DatagramStatus.Ok, reading.Status);
        Assert.NotEqual(FrameReading.Of(frame), reading);
    }

    [Fact]
    public void AnyBytes_GetAReading()
        => Gen.Byte.Array[0, 80].Sample(bytes =>
        {
            if (FrameReading.Of(bytes).Status == DatagramStatus.Ok)
                Assert.Equal(FrameHeader.Magic, bytes[0]);
        });

    [Fact]
    public void AnyBytesBehindAGoodStart_GetAReading()
        => Gen.Select(Gen.Byte[0, 5], Gen.Byte[0, 7], Gen.Byte.Array[16, 60]).Sample((kind, flags, rest)
            => Assert.NotEqual(
                DatagramStatus.NotAFrame,
                FrameReading.Of([0xD5, 0x02, kind, flags, .. Cluster, .. rest]).Status));

    [Fact]
    public void ClassicHeartbeat_OfEveryId_IsNotAFrame()
    {
        byte[] buffer = new byte[ClassicHeartbeat.MaxLength];
        for (int id = 0; id <= 255; id++)
        {
            int length = ClassicHeartbeat.Write(id, buffer);
            Assert.Equal(DatagramStatus.NotAFrame, FrameReading.Of(buffer.AsSpan(0, length)).Status);
        }
    }

    [Theory]
    [InlineData("3+5-4/3*4")]
    [InlineData("Invalid Expression!")]
    [InlineData("\u0540")]
    [InlineData("\u057F and more text than a header has bytes")]
    public void ClassicText_IsNotAFrame(string text)
        => Assert.Equal(DatagramStatus.NotAFrame, FrameReading.Of(Encoding.UTF8.GetBytes(text)).Status);

    [Fact]
    public void ClassicText_OfAnyCharacters_IsNotAFrameAndNoFrameIsText()
        => Gen.Int[1, 0x10FFFF].Where(Rune.IsValid).Array[1, 40].Sample(characters =>
        {
            byte[] text = Encoding.UTF8.GetBytes(string.Concat(characters.Select(value => new Rune(value).ToString())));
            Assert.Equal(DatagramStatus.NotAFrame, FrameReading.Of(text).Status);
        });

    [Theory]
    [MemberData(nameof(Titles))]
    public void Frame_InTheClassicDialect_IsNeitherTextNorAnId(string title)
    {
        byte[] frame = Frame(title);
        Assert.Equal(DatagramStatus.NotText, ClassicText.Check(frame, FrameReading.MaxBytes));
        Assert.Equal(DatagramStatus.NotAnId, ClassicHeartbeat.TryParse(frame, 255, out _));
    }

    private static byte[] Frame(string title)
        => ProtocolVector.ReadAll().Single(vector => vector.Title == title).Datagram;

    private static int LeastLength(byte[] frame) => LeastLength((FrameKind)frame[2]);

    private static int LeastLength(FrameKind kind) => kind switch
    {
        FrameKind.Heartbeat => HeartbeatFrame.Length,
        FrameKind.Request => RequestFrame.PayloadOffset + 1,
        FrameKind.Reply => ReplyFrame.PayloadOffset,
        _ => FrameHeader.Length,
    };

    /// <summary>What the page says of a frame with one bit flipped in the byte at <paramref name="at"/>.</summary>
    private static DatagramStatus StatusOfFlip(byte[] frame, byte[] flipped, int at) => at switch
    {
        0 => DatagramStatus.NotAFrame,
        1 => flipped[1] >= 0x80 ? DatagramStatus.NotAFrame : DatagramStatus.OtherVersion,
        2 => StatusAsOtherKind(flipped),
        3 => StatusWithOtherFlags(flipped),
        < 12 => DatagramStatus.OtherCluster,
        Body when frame[2] == (byte)FrameKind.Heartbeat && flipped[Body] == 0 => DatagramStatus.IdOutOfRange,
        Body when frame[2] == (byte)FrameKind.Reply && flipped[Body] > 2 => DatagramStatus.UnknownStatus,
        Body + 2 when frame[2] == (byte)FrameKind.Reply && flipped[at] == 0 => DatagramStatus.IdOutOfRange,
        _ => DatagramStatus.Ok,
    };

    /// <summary>The payloads of the page are text: as extensions they would be longer than a datagram.</summary>
    private static DatagramStatus StatusWithOtherFlags(byte[] flipped) => (flipped[3] & ~0b11_1111) != 0
        ? DatagramStatus.UnknownFlags
        : (flipped[3] & 1) != 0 ? DatagramStatus.Truncated : DatagramStatus.Ok;

    private static DatagramStatus StatusAsOtherKind(byte[] flipped)
    {
        var kind = (FrameKind)flipped[2];
        if (!Enum.IsDefined(kind))
            return DatagramStatus.UnknownKind;
        if (flipped.Length < LeastLength(kind))
            return DatagramStatus.Truncated;
        return kind switch
        {
            FrameKind.Heartbeat when flipped.Length > HeartbeatFrame.Length => DatagramStatus.Oversized,
            FrameKind.Probe when flipped.Length > FrameHeader.Length => DatagramStatus.Oversized,
            FrameKind.Heartbeat when flipped[Body] == 0 => DatagramStatus.IdOutOfRange,
            FrameKind.Reply when flipped[Body] > 2 => DatagramStatus.UnknownStatus,
            FrameKind.Reply when flipped[Body + 2] == 0 => DatagramStatus.IdOutOfRange,
            _ => DatagramStatus.Ok,
        };
    }
}
