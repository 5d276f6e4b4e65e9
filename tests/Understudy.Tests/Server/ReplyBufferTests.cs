using System.Buffers;
using Understudy.Server;

namespace Understudy.Tests.Server;

public class ReplyBufferTests
{
    private readonly ReplyBuffer _reply = new();

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
        byte[] bytes = [.. Enumerable.Range(0, 100_000).Select(value => (byte)value)];
        foreach (byte[] chunk in bytes.Chunk(977))
            _reply.Write(chunk);
        Assert.Equal(bytes, _reply.Payload);
    }

    [Fact]
    public void Reply_WithoutEnd_IsRefused()
    {
        _reply.Reset(prefix: 0);
        byte[] chunk = new byte[65_536];
        Assert.Throws<InvalidOperationException>(() =>
        {
            for (int written = 0; written < 100; written++)
                _reply.Write(chunk);
        });
    }

    [Fact]
    public void Reply_Reset_BeginsAnew()
    {
        _reply.Reset(prefix: 2);
        _reply.Write("first"u8);
        _reply.Reset(prefix: 0);
        Assert.True(_reply.Datagram.IsEmpty);
    }
}
