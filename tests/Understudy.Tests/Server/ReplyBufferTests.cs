using Understudy.Server;

namespace Understudy.Tests.Server;

public class ReplyBufferTests
{
    private readonly ReplyBuffer _reply = new(maxBytes: 65_507);

    [Fact]
    public void Reply_BehindAPrefix_IsOneDatagram()
    {
        _reply.Reset(prefix: 3);
        _reply.Write("result"u8);
        "abc"u8.CopyTo(_reply.Prefix);
        Assert.Equal("abcresult"u8, _reply.Datagram);
        Assert.Equal("result"u8, _reply.Payload);
    }

    [Fact]
    public void Reply_OfManyBytes_Grows()
    {
        _reply.Reset(prefix: 1);
        byte[] bytes = [.. Enumerable.Range(0, 65_506).Select(value => (byte)value)];
        foreach (byte[] chunk in bytes.Chunk(977))
            _reply.Write(chunk);
        Assert.Equal(bytes, _reply.Payload);
    }

    [Fact]
    public void Reply_ThatFillsTheDatagram_TakesNoByteMore()
    {
        var reply = new ReplyBuffer(maxBytes: 100);
        reply.Reset(prefix: 20);
        reply.Write(new byte[79]);
        Assert.Equal(1, reply.FreeBytes);
        ReplyTooLargeException error = Assert.Throws<ReplyTooLargeException>(() => reply.Write(new byte[2]));
        Assert.Equal((81, 80), (error.Length, error.Limit));
        reply.Write(new byte[1]);
        Assert.Equal(0, reply.FreeBytes);
        Assert.Throws<ReplyTooLargeException>(() => reply.GetSpan());
        Assert.Throws<ReplyTooLargeException>(() => reply.GetMemory(1));
        Assert.Equal(100, reply.Datagram.Length);
    }

    /// <summary>A writer of JSON asks for 4 KiB, whatever it writes.</summary>
    [Fact]
    public void Room_AskedForBeyondTheDatagram_IsGivenButCannotBeUsedUp()
    {
        var reply = new ReplyBuffer(maxBytes: 100);
        Assert.True(reply.GetSpan(4096).Length >= 4096);
        Assert.Throws<ReplyTooLargeException>(() => reply.Advance(101));
        reply.Advance(100);
        Assert.Equal(0, reply.FreeBytes);
    }

    [Fact]
    public void Room_WithoutEnd_IsRefused()
        => Assert.Throws<ReplyTooLargeException>(() => _reply.GetSpan(int.MaxValue));

    [Fact]
    public void Reply_Reset_BeginsAnew()
    {
        _reply.Reset(prefix: 2);
        _reply.Write("first"u8);
        _reply.Reset(prefix: 0);
        Assert.True(_reply.Datagram.IsEmpty);
    }

    /// <summary>A thousand jobs whose replies were refused kept 628 MiB.</summary>
    [Theory]
    [InlineData(1200, 8192, 8192)]
    [InlineData(1200, 8193, 256)]
    [InlineData(65_507, 65_507, 65_507)]
    [InlineData(65_507, 500_000, 256)]
    public void Memory_OfWhatWasAskedForBeyondADatagram_IsNotKept(int maxBytes, int asked, int kept)
    {
        var reply = new ReplyBuffer(maxBytes);
        reply.GetSpan(asked);
        reply.Trim();
        Assert.Equal(kept, reply.GetSpan().Length);
    }
}
