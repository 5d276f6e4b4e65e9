using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using Understudy.Serving;
using Understudy.Transport;

namespace Understudy.Tests.Serving;

public sealed class ChannelKeeperTests : IDisposable
{
    private readonly ChannelKeeper _keeper = new(
        "test", IPEndPoint.Parse("239.255.76.1:29301"), new NetworkOptions(), NullLogger.Instance);

    [Fact]
    public void Channel_OfTheSameEpoch_IsKept()
    {
        _keeper.Open();
        MulticastChannel? channel = _keeper.Get(0);
        Assert.NotNull(channel);
        Assert.Same(channel, _keeper.Get(0));
    }

    [Fact]
    public void Channel_OfAnEarlierEpoch_IsReplaced()
    {
        _keeper.Open();
        MulticastChannel? channel = _keeper.Get(0);
        Assert.NotSame(channel, _keeper.Get(1));
    }

    /// <summary>
    /// The owner may have replaced its channel before it is told to. Had the new one been closed, the owner would have
    /// been handed the closed one for ever.
    /// </summary>
    [Fact]
    public void Interrupt_AfterTheOwnerHasReplacedItsChannel_LeavesTheNewOneAlone()
    {
        _keeper.Open();
        MulticastChannel? replaced = _keeper.Get(1);
        _keeper.Interrupt(1);
        Assert.Same(replaced, _keeper.Get(1));
    }

    [Fact]
    public async Task Interrupt_WhileTheOwnerWaits_EndsTheWait()
    {
        _keeper.Open();
        MulticastChannel channel = _keeper.Get(0)!;
        var waiting = new TaskCompletionSource();
        Task<int?> wait = Task.Run(() =>
        {
            waiting.SetResult();
            return channel.Receive(new byte[16], new SocketAddress(System.Net.Sockets.AddressFamily.InterNetwork));
        });
        await waiting.Task;
        _keeper.Interrupt(1);
        Assert.True(await wait is null or 0);
        Assert.NotSame(channel, _keeper.Get(1));
    }

    [Fact]
    public void Get_OnceClosed_OpensNoOther()
    {
        _keeper.Open();
        _keeper.Dispose();
        Assert.Null(_keeper.Get(1));
    }

    public void Dispose() => _keeper.Dispose();
}
