using CsCheck;
using Understudy.Protocol;

namespace Understudy.Tests.Protocol;

/// <summary>Every message that can be said in frames is read as what was written.</summary>
public class FramedDialectTests
{
    private static readonly FramedDialect Dialect = FrameReading.Dialect;

    private static readonly Gen<byte> NoMagic = Gen.Byte.Where(first => first != FrameHeader.Magic);

    private static readonly Gen<byte[]> AnyPayload = Gen.Byte.Array[1, 1167];

    private static readonly Gen<RequestKey> AnyKey
        = Gen.Select(Gen.ULong, Gen.ULong, (client, number) => new RequestKey(client, number));

    private static readonly Gen<SharedSettings> AnySettings = Gen.Select(
        Gen.UInt, Gen.Byte.Array[4], Gen.UShort, (period, bytes, longest)
            => new SharedSettings(period, bytes[0], bytes[1], bytes[2], bytes[3], longest));

    private static readonly Gen<HeartbeatMessage> AnyHeartbeat = Gen.Select(
        AnyKey, Gen.Int[1, 255], Gen.Bool, Gen.Byte.Array[2], AnySettings, Gen.ULong.Array[3],
        (key, id, isLeaving, bytes, settings, numbers) => new HeartbeatMessage(
            key.Client,
            key.Number,
            id,
            isLeaving,
            (NotServingReason)bytes[0],
            bytes[1],
            settings,
            numbers[0],
            numbers[1],
            numbers[2]));

    /// <summary>Types that nobody knows, some without a value.</summary>
    private static readonly Gen<byte[]> AnyExtensions = Gen.Select(
        Gen.Byte, Gen.Byte.Array[0, 255], (type, value) => (byte[])[type, (byte)value.Length, .. value])
        .Array[0, 3].Select(all => (byte[])[.. all.SelectMany(one => one)]);

    [Fact]
    public void Heartbeat_OfAnyFields_ComesBackAsItself()
        => AnyHeartbeat.Sample(heartbeat =>
        {
            byte[] datagram = Dirty(HeartbeatFrame.Length);
            Assert.Equal(datagram.Length, Dialect.Write(datagram, heartbeat));
            Assert.Equal(DatagramStatus.Ok, Dialect.TryRead(datagram, out HeartbeatMessage read));
            Assert.Equal(heartbeat, read);
            AssertKind(FrameKind.Heartbeat, datagram);
        });

    [Fact]
    public void Probe_OfAnyFields_ComesBackAsItself()
        => Gen.Select(AnyKey, Gen.Bool, Gen.Bool).Sample((key, isChoosing, isCheck) =>
        {
            var probe = new ProbeMessage(key.Client, key.Number, isChoosing, isCheck);
            byte[] datagram = Dirty(FrameHeader.Length);
            Assert.Equal(datagram.Length, Dialect.Write(datagram, probe));
            Assert.Equal(DatagramStatus.Ok, Dialect.TryRead(datagram, out ProbeMessage read));
            Assert.Equal(probe, read);
            AssertKind(FrameKind.Probe, datagram);
        });

    [Fact]
    public void Request_OfAnyFieldsAndPayload_ComesBackAsItself()
        => Gen.Select(AnyKey, Gen.Byte, Gen.Bool, Gen.UInt, AnyPayload).Sample((key, limit, spread, left, payload) =>
        {
            var terms = new RequestTerms(limit, spread, key.Client, key.Number);
            var request = new RequestMessage(key, terms, TimeSpan.FromMilliseconds((long)left));
            byte[] datagram = Dirty(RequestFrame.PayloadOffset + payload.Length);
            Assert.Equal(datagram.Length, Dialect.Write(datagram, request, payload));
            Assert.Equal(DatagramStatus.Ok, Dialect.TryRead(datagram, out RequestMessage read));
            Assert.Equal(request, read with { Payload = default });
            Assert.Equal(payload, datagram[read.Payload]);
            AssertKind(FrameKind.Request, datagram);
        });

    [Fact]
    public void Reply_OfAnyFieldsAndPayload_ComesBackAsItself()
        => Gen.Select(AnyKey, Gen.Int[0, 2], Gen.Byte.Array[5], Gen.Bool, Gen.Byte.Array[0, 1166])
            .Sample((key, status, bytes, isBusy, payload) =>
            {
                int id = Math.Max((byte)1, bytes[1]);
                var failure = (FailureReason)bytes[0];
                var reply = new ReplyMessage(
                    key, (ReplyStatus)status, failure, id, bytes[2], isBusy, bytes[3], bytes[4]);
                byte[] datagram = [.. Dirty(Dialect.ReplyPrefix), .. payload];
                Dialect.WritePrefix(datagram.AsSpan(0, Dialect.ReplyPrefix), reply);
                Assert.Equal(DatagramStatus.Ok, Dialect.TryRead(datagram, out ReplyMessage read));
                Assert.Equal(reply, read with { Payload = default });
                Assert.Equal(payload, datagram[read.Payload]);
                AssertKind(FrameKind.Reply, datagram);
            });

    [Fact]
    public void Reply_OfARankBeyondAByte_HasTheHighest()
    {
        byte[] datagram = new byte[Dialect.ReplyPrefix];
        Dialect.WritePrefix(datagram, new ReplyMessage(new RequestKey(1, 2), ReplyStatus.Done, ServerId: 1, Rank: 256));
        Assert.Equal(DatagramStatus.Ok, Dialect.TryRead(datagram, out ReplyMessage read));
        Assert.Equal(255, read.Rank);
    }

    [Theory]
    [InlineData(5, (int)DatagramStatus.Ok)]
    [InlineData(6, (int)DatagramStatus.IdOutOfRange)]
    [InlineData(0, (int)DatagramStatus.IdOutOfRange)]
    public void Heartbeat_OfAnIdNotInUse_IsRefused(int id, int status)
    {
        byte[] datagram = new byte[HeartbeatFrame.Length];
        Dialect.Write(datagram, new HeartbeatMessage(1, 2, id));
        var few = new FramedDialect(FrameReading.Cluster, 5, FrameReading.MaxBytes);
        Assert.Equal((DatagramStatus)status, few.TryRead(datagram, out HeartbeatMessage _));
    }

    [Fact]
    public void Request_BeyondTheLimit_IsOversized()
    {
        byte[] datagram = new byte[FrameReading.MaxBytes + 1];
        byte[] payload = new byte[datagram.Length - RequestFrame.PayloadOffset];
        Dialect.Write(datagram, new RequestMessage(new RequestKey(1, 2), new RequestTerms(0)), payload);
        Assert.Equal(DatagramStatus.Oversized, Dialect.TryRead(datagram, out RequestMessage request));
        Assert.Equal(default, request);
    }

    [Fact]
    public void Reply_OfEveryOtherStatus_IsUnknown()
    {
        byte[] datagram = new byte[Dialect.ReplyPrefix];
        for (int status = 3; status <= 255; status++)
        {
            Dialect.WritePrefix(datagram, new ReplyMessage(new RequestKey(1, 2), (ReplyStatus)status, ServerId: 1));
            Assert.Equal(DatagramStatus.UnknownStatus, Dialect.TryRead(datagram, out ReplyMessage reply));
            Assert.Equal(default, reply);
        }
    }

    [Fact]
    public void Reply_OfServerZero_IsOutOfRange()
    {
        byte[] datagram = new byte[Dialect.ReplyPrefix];
        Dialect.WritePrefix(datagram, new ReplyMessage(new RequestKey(1, 2), ReplyStatus.Done));
        Assert.Equal(DatagramStatus.IdOutOfRange, Dialect.TryRead(datagram, out ReplyMessage _));
    }

    [Theory]
    [MemberData(nameof(ProtocolVectorTests.Titles), MemberType = typeof(ProtocolVectorTests))]
    public void Extensions_OfAnyKind_AreSkipped(string title)
    {
        byte[] frame = ProtocolVector.ReadAll().Single(vector => vector.Title == title).Datagram;
        FrameReading plain = FrameReading.Of(frame);
        AnyExtensions.Sample(extensions =>
        {
            FrameReading extended = FrameReading.Of(Extend(frame, extensions.Length, extensions));
            Assert.Equal(plain with { Header = extended.Header }, extended);
            Assert.Equal(plain.Header.Flags | FrameFlags.Extended, extended.Header.Flags);
        });
    }

    /// <summary>One in sum, one of them, and the head of one are too long; a request has no payload left.</summary>
    [Theory]
    [InlineData(2, new byte[] { 1 })]
    [InlineData(3, new byte[] { 1, 2, 0 })]
    [InlineData(1, new byte[] { 1 })]
    [InlineData(5, new byte[] { 1, 1, 0, 2, 1 })]
    public void Extensions_LongerThanTheirRoom_AreTruncated(int length, byte[] extensions)
        => Assert.All(ProtocolVector.ReadAll(), vector =>
        {
            byte[] frame = vector.Datagram[..BodyEnd(vector.Datagram)];
            Assert.Equal(DatagramStatus.Truncated, FrameReading.Of(Extend(frame, length, extensions)).Status);
        });

    [Fact]
    public void Kind_OfWhatIsNoFrame_IsWhatWasExpected()
        => Gen.Select(NoMagic, Gen.Byte.Array[0, 30]).Sample((first, rest) =>
        {
            Assert.Equal(FrameKind.Reply, Dialect.KindOf([], FrameKind.Reply));
            Assert.Equal(FrameKind.Reply, Dialect.KindOf([first, .. rest], FrameKind.Reply));
        });

    private static void AssertKind(FrameKind kind, byte[] datagram)
    {
        Assert.Equal(kind, Dialect.KindOf(datagram, default));
        Assert.Equal(
            kind == FrameKind.Heartbeat, Dialect.TryRead(datagram, out HeartbeatMessage _) == DatagramStatus.Ok);
        Assert.Equal(kind == FrameKind.Probe, Dialect.TryRead(datagram, out ProbeMessage _) == DatagramStatus.Ok);
        Assert.Equal(kind == FrameKind.Request, Dialect.TryRead(datagram, out RequestMessage _) == DatagramStatus.Ok);
        Assert.Equal(kind == FrameKind.Reply, Dialect.TryRead(datagram, out ReplyMessage _) == DatagramStatus.Ok);
    }

    /// <summary>The frame with extensions between its body and its payload.</summary>
    private static byte[] Extend(byte[] frame, int length, byte[] extensions)
    {
        int end = BodyEnd(frame);
        byte[] extended = [.. frame[..end], (byte)(length >> 8), (byte)length, .. extensions, .. frame[end..]];
        extended[3] |= (byte)FrameFlags.Extended;
        return extended;
    }

    private static int BodyEnd(byte[] frame) => (FrameKind)frame[2] switch
    {
        FrameKind.Heartbeat => HeartbeatFrame.Length,
        FrameKind.Request => RequestFrame.PayloadOffset,
        FrameKind.Reply => ReplyFrame.PayloadOffset,
        _ => FrameHeader.Length,
    };

    /// <summary>A buffer that holds what was there before.</summary>
    private static byte[] Dirty(int length) => [.. Enumerable.Repeat((byte)0xFF, length)];
}
