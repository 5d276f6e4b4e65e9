using Microsoft.Extensions.Time.Testing;
using Understudy.Testing;
using Understudy.Tests.Transport;

namespace Understudy.Tests.Testing;

public sealed class InMemoryNetworkTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly InMemoryNetwork _network;
    private readonly InMemoryHost _a;
    private readonly InMemoryHost _b;
    private readonly IDatagramTransport _onA;
    private readonly IDatagramTransport _onB;
    private readonly byte[] _buffer = new byte[16];
    private readonly Peer _from = new();

    public InMemoryNetworkTests()
    {
        _network = new InMemoryNetwork(seed: 7, _time);
        _a = _network.Host("a");
        _b = _network.Host("b");
        _onA = _a.OpenServer(Lane.Requests);
        _onB = _b.OpenServer(Lane.Requests);
    }

    public void Dispose()
    {
        _onA.Dispose();
        _onB.Dispose();
    }

    [Fact]
    public void Host_OfOneName_IsOneHost()
    {
        Assert.Same(_a, _network.Host("a"));
        Assert.NotSame(_a, _b);
        Assert.Equal(("a (10.0.0.1)", "b (10.0.0.2)"), (_onA.Place, _onB.Place));
        Assert.Equal("10.0.0.1:1024", _onA.Self.ToString());
    }

    [Theory]
    [InlineData(Traffic.Both, 1, 1)]
    [InlineData(Traffic.Outgoing, 2, 1)]
    [InlineData(Traffic.Incoming, 1, 2)]
    public void Cut_HearsItselfAndExchangesOnlyTheRest(Traffic traffic, int heardByA, int heardByB)
    {
        _a.Cut(traffic);
        Send(_onA);
        Send(_onB);
        Assert.Equal((heardByA, heardByB), (Count(_onA), Count(_onB)));
    }

    [Fact]
    public void Heal_OfTheNetwork_EndsEveryFault()
    {
        _a.Cut();
        _network.Lose(1);
        _network.Duplicate(1);
        _network.Delay(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2));
        _network.Heal();
        Send(_onA);
        Assert.Equal((1, 1), (Count(_onA), Count(_onB)));
    }

    [Fact]
    public void Lose_AShare_LosesAboutThatOfWhatOthersHear()
    {
        _network.Lose(0.25);
        for (int sent = 0; sent < 1000; sent++)
            Send(_onA);
        Assert.Equal(1000, Count(_onA));
        Assert.InRange(Count(_onB), 700, 800);
    }

    [Fact]
    public void Faults_OfOneSeed_AreTheSameWhateverOthersSend()
    {
        var again = new InMemoryNetwork(seed: 7, _time);
        InMemoryHost a = again.Host("a");
        using IDatagramTransport onB = again.Host("b").OpenServer(Lane.Requests);
        using IDatagramTransport onA = a.OpenServer(Lane.Heartbeats);
        _network.Lose(0.5);
        again.Lose(0.5);
        for (byte sent = 0; sent < 100; sent++)
        {
            Assert.True(_onA.SendToGroup(Lane.Requests, [sent]).IsSent);
            Send(_onB);
            Assert.True(onA.SendToGroup(Lane.Requests, [sent]).IsSent);
        }

        Assert.Equal(Heard(onB), Heard(_onB, _onA.Self));
    }

    [Fact]
    public void Duplicate_Everything_ArrivesTwice()
    {
        _network.Duplicate(1);
        Send(_onA);
        Assert.Equal((1, 2), (Count(_onA), Count(_onB)));
    }

    [Fact]
    public void Delay_HoldsADatagramUntilItsTime()
    {
        _network.Delay(TimeSpan.FromMilliseconds(50), TimeSpan.FromMilliseconds(50));
        Send(_onA);
        _time.Advance(TimeSpan.FromMilliseconds(49));
        Assert.Equal((1, 0), (Count(_onA), Count(_onB)));
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(1, Count(_onB));
    }

    [Fact]
    public void Delay_BetweenTwoTimes_LetsDatagramsOvertake()
    {
        _network.Delay(TimeSpan.Zero, TimeSpan.FromMilliseconds(50));
        for (byte sent = 0; sent < 100; sent++)
            Assert.True(_onA.SendToGroup(Lane.Requests, [sent]).IsSent);
        _time.Advance(TimeSpan.FromMilliseconds(50));
        byte[] heard = Heard(_onB);
        Assert.Equal(100, heard.Length);
        Assert.NotEqual(heard.Order(), heard);
    }

    [Fact]
    public void Delay_WhileAReceiverWaits_WakesItAtItsTime()
    {
        _network.Delay(TimeSpan.FromMilliseconds(50), TimeSpan.FromMilliseconds(50));
        Task<int?> wait = OwnThread.Run(() => _onB.Receive(_buffer, _from, Timeout.InfiniteTimeSpan));
        Send(_onA);
        _time.Advance(TimeSpan.FromMilliseconds(50));
        Assert.Equal(1, OwnThread.End(wait));
    }

    [Fact]
    public void Pause_HoldsWhatReceivesUntilItResumes()
    {
        _b.Pause();
        Task<int?> wait = OwnThread.Run(() => _onB.Receive(_buffer, _from, TimeSpan.Zero));
        Send(_onA);
        Assert.False(wait.IsCompleted);
        _b.Resume();
        Assert.Equal(1, OwnThread.End(wait));
    }

    [Fact]
    public void Pause_HoldsWhatSendsUntilItResumes()
    {
        _a.Pause();
        Task<int?> send = OwnThread.Run(() => _onA.SendToGroup(Lane.Requests, "x"u8).IsSent ? 1 : null);
        Assert.Null(_onB.Receive(_buffer, _from, TimeSpan.Zero));
        _a.Resume();
        Assert.Equal(1, OwnThread.End(send));
        Assert.Equal(1, Count(_onB));
    }

    [Fact]
    public void Dispose_OnAPausedHost_EndsWhatItHolds()
    {
        _a.Pause();
        Task<int?> wait = OwnThread.Run(() => _onA.Receive(_buffer, _from, Timeout.InfiniteTimeSpan));
        Task<int?> send = OwnThread.Run(() => _onA.SendToGroup(Lane.Requests, "x"u8).IsSent ? 1 : null);
        _onA.Dispose();
        Assert.Null(OwnThread.End(wait));
        Assert.Null(OwnThread.End(send));
    }

    [Fact]
    public void Kill_OfAPausedHost_LetsNothingOutAndNothingIn()
    {
        _a.Pause();
        Task<int?> send = OwnThread.Run(() => _onA.SendToGroup(Lane.Requests, "x"u8).IsSent ? 1 : null);
        _a.Kill();
        _network.Heal();
        Assert.Equal(1, OwnThread.End(send));
        Send(_onB);
        Assert.Equal((0, 1), (Count(_onA), Count(_onB)));
    }

    [Fact]
    public void Send_ToAServerOrToOneThatHasGone_IsHeardByNobody()
    {
        Assert.True(_onA.Send(_onB.Self, "x"u8).IsSent);
        IDatagramTransport client = _b.OpenClient();
        Peer gone = client.Self;
        client.Dispose();
        Assert.True(_onA.Send(gone, "x"u8).IsSent);
        Assert.Equal((0, 0), (Count(_onA), Count(_onB)));
    }

    [Fact]
    public void Queue_HoldsAsManyAsItSays()
    {
        for (int sent = 0; sent < InMemoryNetwork.QueueCapacity + 3; sent++)
            Send(_onA);
        Assert.Equal(3, _onB.Dropped);
        Assert.Equal(InMemoryNetwork.QueueCapacity, Count(_onB));
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1.1)]
    [InlineData(double.NaN)]
    public void Share_ThatIsNone_IsRefused(double share)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => _network.Lose(share));
        Assert.Throws<ArgumentOutOfRangeException>(() => _network.Duplicate(share));
    }

    private static void Send(IDatagramTransport transport)
        => Assert.True(transport.SendToGroup(Lane.Requests, "x"u8).IsSent);

    private int Count(IDatagramTransport transport) => Heard(transport).Length;

    private byte[] Heard(IDatagramTransport transport, Peer? sender = null)
    {
        var heard = new List<byte>();
        while (transport.Receive(_buffer, _from, TimeSpan.Zero) is not null)
        {
            if (sender is null || sender.Equals(_from))
                heard.Add(_buffer[0]);
        }

        return [.. heard];
    }
}
