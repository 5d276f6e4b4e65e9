using Microsoft.Extensions.Logging.Abstractions;
using Understudy.Diagnostics;
using Understudy.Driving;
using Understudy.Testing;

namespace Understudy.Tests.Driving;

public sealed class TransportKeeperTests : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    private readonly TransportKeeper _keeper =
        new(new InMemoryNetwork().Host("a"), Lane.Requests, new NetworkListener(NullLogger.Instance));

    private readonly Peer _sender = new();
    private readonly byte[] _buffer = new byte[16];

    [Fact]
    public void Transport_Replaced_HearsTheGroupAndTheOldOneIsClosed()
    {
        _keeper.Open();
        IDatagramTransport old = _keeper.Current!;
        _keeper.Replace();
        IDatagramTransport current = _keeper.Current!;
        Assert.NotSame(old, current);
        Assert.True(current.SendToGroup(Lane.Requests, "hi"u8).IsSent);
        Assert.Equal(2, current.Receive(_buffer, _sender, Timeout.InfiniteTimeSpan));
        Assert.Null(old.Receive(_buffer, _sender, Timeout.InfiniteTimeSpan));
    }

    [Fact]
    public void Replace_WithDatagramsWaiting_ThrowsThemAway()
    {
        _keeper.Open();
        Assert.True(_keeper.Current!.SendToGroup(Lane.Requests, "old"u8).IsSent);
        _keeper.Replace();
        Assert.True(_keeper.Current!.SendToGroup(Lane.Requests, "newer"u8).IsSent);
        Assert.Equal(5, _keeper.Current!.Receive(_buffer, _sender, Timeout.InfiniteTimeSpan));
        Assert.Equal(_keeper.Current!.Self, _sender);
    }

    [Fact]
    public void Replace_WhileAnotherThreadReceives_EndsItsWait()
    {
        _keeper.Open();
        IDatagramTransport channel = _keeper.Current!;
        int? received = -1;
        var thread = new Thread(() => received = channel.Receive(_buffer, _sender, Timeout.InfiniteTimeSpan));
        thread.Start();
        _keeper.Replace();
        Assert.True(thread.Join(Deadline), "The wait did not end.");
        Assert.Null(received);
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
