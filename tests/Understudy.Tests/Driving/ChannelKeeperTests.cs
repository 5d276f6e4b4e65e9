using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Understudy.Driving;
using Understudy.Transport;

namespace Understudy.Tests.Driving;

public sealed class ChannelKeeperTests : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    // Of this process alone: another run of the tests must not be heard.
    private static readonly IPEndPoint Group = new(
        new IPAddress([239, 255, 76, (byte)(Environment.ProcessId % 250)]), 29_000 + (Environment.ProcessId / 250 % 1000));

    private readonly ChannelKeeper _keeper = new("test", Group, new NetworkOptions(), NullLogger.Instance);

    private readonly Peer _sender = new();
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
        Assert.Equal(2, current.Receive(_buffer, _sender.SocketAddress));
        Assert.Null(old.Receive(_buffer, _sender.SocketAddress));
    }

    [Fact]
    public void Replace_WithDatagramsWaiting_ThrowsThemAway()
    {
        _keeper.Open();
        Assert.Equal(SocketError.Success, _keeper.Current!.SendToGroup("old"u8));
        _keeper.Replace();
        Assert.Equal(SocketError.Success, _keeper.Current!.SendToGroup("newer"u8));
        Assert.Equal(5, _keeper.Current!.Receive(_buffer, _sender.SocketAddress));
        Assert.Equal(_keeper.Current!.Self, _sender);
    }

    [Fact]
    public void Replace_WhileAnotherThreadReceives_EndsItsWait()
    {
        _keeper.Open();
        MulticastChannel channel = _keeper.Current!;
        int? received = -1;
        var thread = new Thread(() => received = channel.Receive(_buffer, _sender.SocketAddress));
        thread.Start();
        _keeper.Replace();
        Assert.True(thread.Join(Deadline), "The wait did not end.");
        Assert.True(received is null or 0);
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
