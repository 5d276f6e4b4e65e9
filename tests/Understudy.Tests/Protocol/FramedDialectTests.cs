using CsCheck;
using Understudy.Protocol;

namespace Understudy.Tests.Protocol;

/// <summary>Every message that can be said in frames is read as what was written.</summary>
public class FramedDialectTests
{
    private static readonly FramedDialect Dialect = FrameReading.Dialect;

    private static readonly Gen<byte> NoMagic = Gen.Byte.Where(first => first != FrameHeader.Magic);

    private static readonly Gen<RequestKey> AnyKey
        = Gen.Select(Gen.ULong, Gen.ULong, (client, number) => new RequestKey(client, number));

    private static readonly Gen<HeartbeatMessage> AnyHeartbeat = Gen.Select(
        AnyKey, Gen.Int[1, 255], Gen.Bool, Gen.UInt, Gen.ULong.Array[3], (key, id, isLeaving, period, numbers)
            => new HeartbeatMessage(key.Client, key.Number, id, isLeaving, period, numbers[0], numbers[1], numbers[2]));

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
        => Gen.Select(AnyKey, Gen.Bool).Sample((key, isChoosing) =>
        {
            var probe = new ProbeMessage(key.Client, key.Number, isChoosing);
            byte[] datagram = Dirty(FrameHeader.Length);
            Assert.Equal(datagram.Length, Dialect.Write(datagram, probe));
            Assert.Equal(DatagramStatus.Ok, Dialect.TryRead(datagram, out ProbeMessage read));
            Assert.Equal(probe, read);
            AssertKind(FrameKind.Probe, datagram);
        });

    [Fact]
    public void Request_OfAnyFieldsAndPayload_ComesBackAsItself()
        => Gen.Select(AnyKey, Gen.Byte, Gen.Bool, Gen.Byte.Array[1, 1175]).Sample((key, limit, spread, payload) =>
        {
            var request = new RequestMessage(key, new RequestTerms(limit, spread, key.Client, key.Number));
            byte[] datagram = Dirty(RequestFrame.PayloadOffset + payload.Length);
            Assert.Equal(datagram.Length, Dialect.Write(datagram, request, payload));
            Assert.Equal(DatagramStatus.Ok, Dialect.TryRead(datagram, out RequestMessage read));
            Assert.Equal(request, read with { Payload = default });
            Assert.Equal(payload, datagram[read.Payload]);
            AssertKind(FrameKind.Request, datagram);
        });

    [Fact]
    public void Reply_OfAnyFieldsAndPayload_ComesBackAsItself()
        => Gen.Select(AnyKey, Gen.Bool, Gen.Int[1, 255], Gen.Int[0, 255], Gen.Bool, Gen.Byte.Array[0, 1173])
            .Sample((key, isDone, id, rank, isBusy, payload) =>
            {
                HandlerStatus status = isDone ? HandlerStatus.Ok : HandlerStatus.Rejected;
                var reply = new ReplyMessage(key, status, id, rank, isBusy);
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
        Dialect.WritePrefix(datagram, new ReplyMessage(new RequestKey(1, 2), HandlerStatus.Ok, 1, 256, IsBusy: false));
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

    /// <summary>A buffer that holds what was there before.</summary>
    private static byte[] Dirty(int length) => [.. Enumerable.Repeat((byte)0xFF, length)];
}
