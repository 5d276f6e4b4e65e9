using System.Text;
using CsCheck;
using Understudy.Protocol;

namespace Understudy.Tests.Protocol;

/// <summary>Every message that can be said in the classic dialect is read as what was written.</summary>
public class ClassicDialectTests
{
    private const int MaxBytes = 1200;

    private static readonly ClassicDialect Dialect = new(255, MaxBytes);

    private static readonly RequestMessage Request = new(Key: null, new RequestTerms(RankLimit: 0));

    [Fact]
    public void Heartbeat_OfEveryId_ComesBackAsItself()
    {
        byte[] buffer = new byte[ClassicHeartbeat.MaxLength];
        for (int id = 0; id <= 255; id++)
        {
            var heartbeat = new HeartbeatMessage(Sender: null, Sequence: 0, id);
            int length = Dialect.Write(buffer, heartbeat);
            Assert.Equal($"{id}", Encoding.ASCII.GetString(buffer.AsSpan(0, length)));
            Assert.Equal(DatagramStatus.Ok, Dialect.TryRead(buffer.AsSpan(0, length), out HeartbeatMessage read));
            Assert.Equal(heartbeat, read);
        }
    }

    [Fact]
    public void Heartbeat_OfTheLast_CannotBeSaid()
        => Assert.Equal(0, Dialect.Write(new byte[3], new HeartbeatMessage(7, 8, 1, IsLeaving: true)));

    [Fact]
    public void Heartbeat_OfAnyBytes_IsReadOrSaysNothing()
        => Gen.Byte.Array[0, 5].Sample(bytes =>
        {
            DatagramStatus status = Dialect.TryRead(bytes, out HeartbeatMessage read);
            Assert.Equal(ClassicHeartbeat.TryParse(bytes, 255, out int id), status);
            Assert.Equal(status == DatagramStatus.Ok ? new HeartbeatMessage(null, 0, id) : default, read);
        });

    [Fact]
    public void Probe_CannotBeSaidOrRead()
    {
        Assert.False(Dialect.HasProbes);
        Assert.Equal(0, Dialect.Write(new byte[24], new ProbeMessage(1, 2, IsChoosing: true)));
        Assert.Equal(DatagramStatus.UnknownKind, Dialect.TryRead("1"u8, out ProbeMessage probe));
        Assert.Equal(default, probe);
    }

    [Fact]
    public void Request_OfAnyText_ComesBackAsItself()
        => Gen.Char[' ', '~'].Array[1, MaxBytes].Sample(characters =>
        {
            byte[] payload = Encoding.ASCII.GetBytes(characters);
            byte[] datagram = new byte[payload.Length];
            Assert.Equal(payload.Length, Dialect.Write(datagram, Request, payload));
            Assert.Equal(DatagramStatus.Ok, Dialect.TryRead(datagram, out RequestMessage read));
            Assert.Equal(Request, read with { Payload = default });
            Assert.Equal(payload, datagram[read.Payload]);
        });

    [Fact]
    public void Request_OfAnyBytes_IsReadOrSaysNothing()
        => Gen.Byte.Array[0, 40].Sample(bytes =>
        {
            DatagramStatus status = Dialect.TryRead(bytes, out RequestMessage read);
            Assert.Equal(ClassicText.Check(bytes, MaxBytes), status);
            Assert.Equal(status == DatagramStatus.Ok ? Request with { Payload = ..bytes.Length } : default, read);
        });

    [Theory]
    [InlineData("Invalid Expression!", (int)ReplyStatus.Rejected)]
    [InlineData("Invalid Expression", (int)ReplyStatus.Done)]
    [InlineData("Invalid Expression!!", (int)ReplyStatus.Done)]
    [InlineData("8.5", (int)ReplyStatus.Done)]
    [InlineData("", (int)ReplyStatus.Done)]
    public void Reply_OfAnyText_TellsByItsWordsWhatBecameOfTheRequest(string text, int status)
    {
        byte[] datagram = Encoding.UTF8.GetBytes(text);
        Dialect.WritePrefix([], new ReplyMessage(new RequestKey(1, 2), ReplyStatus.Done, ServerId: 1, IsBusy: true));
        Assert.Equal(DatagramStatus.Ok, Dialect.TryRead(datagram, out ReplyMessage read));
        Assert.Equal(new ReplyMessage(Key: null, (ReplyStatus)status, Payload: ..datagram.Length), read);
    }

    [Fact]
    public void Rejection_HasFixedWords()
    {
        Assert.Equal("Invalid Expression!"u8, Dialect.FixedRejection);
        Assert.Equal(0, Dialect.ReplyPrefix);
    }

    [Theory]
    [InlineData((int)FrameKind.Heartbeat)]
    [InlineData((int)FrameKind.Request)]
    [InlineData((int)FrameKind.Reply)]
    public void Kind_IsToldByThePortAlone(int expected)
        => Assert.Equal((FrameKind)expected, Dialect.KindOf([0xD5, 0x01, 0x04], (FrameKind)expected));
}
