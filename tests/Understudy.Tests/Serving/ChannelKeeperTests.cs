using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Understudy.Serving;
using Understudy.Transport;

namespace Understudy.Tests.Serving;

public sealed class ChannelKeeperTests : IDisposable
{
    private readonly ChannelKeeper _keeper = new(
        "test", IPEndPoint.Parse("239.255.76.1:29301"), new NetworkOptions(), NullLogger.Instance);

    private readonly SocketAddress _sender = new(AddressFamily.InterNetwork);
    private readonly byte[] _buffer = new byte[16];

    [Fact]
    public void Channel_Replaced_HearsTheGroupAndTheOldOneIsClosed()
    {
        _keeper.Open();
        MulticastChannel old = _keeper.Current!;
        _keeper.Replace();
        MulticastChannel current = _keeper.Current!;
        Assert.NotSame(old, current);
        Assert.Equal(SocketError.Success, current.SendToGroup("hi"u8));
        Assert.Equal(2, current.Receive(_buffer, _sender));
        Assert.Null(old.Receive(_buffer, _sender));
    }

    [Fact]
    public void Replace_WithDatagramsWaiting_ThrowsThemAway()
    {
        _keeper.Open();
        Assert.Equal(SocketError.Success, _keeper.Current!.SendToGroup("old"u8));
        _keeper.Replace();
        Assert.Equal(SocketError.Success, _keeper.Current!.SendToGroup("newer"u8));
        Assert.Equal(5, _keeper.Current!.Receive(_buffer, _sender));
        Assert.Equal(_keeper.Current!.Address, _sender);
    }

    [Fact]
    public async Task Replace_WhileAnotherThreadWaits_EndsTheWait()
    {
        _keeper.Open();
        MulticastChannel channel = _keeper.Current!;
        var waiting = new TaskCompletionSource();
        Task<int?> wait = Task.Run(() =>
        {
            waiting.SetResult();
            return channel.Receive(_buffer, _sender);
        });
        await waiting.Task;
        _keeper.Replace();
        Assert.True(await wait is null or 0);
    }

    [Fact]
    public void Replace_OnceClosed_OpensNoOther()
    {
        _keeper.Open();
        _keeper.Dispose();
        _keeper.Replace();
        Assert.Null(_keeper.Current);
    }

    public void Dispose() => _keeper.Dispose();
}
