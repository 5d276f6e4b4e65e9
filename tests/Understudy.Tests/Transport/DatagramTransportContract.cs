using System.Text;

namespace Understudy.Tests.Transport;

/// <summary>What <see cref="IDatagramTransport"/> says of itself, held against every kind of transport.</summary>
public abstract class DatagramTransportContract
{
    private const int MaxDatagram = 1200;

    private readonly byte[] _buffer = new byte[MaxDatagram];
    private readonly Peer _from = new();
    private readonly IDatagramNetwork _network;

    protected DatagramTransportContract(IDatagramNetwork network) => _network = network;

    [Fact]
    public void GroupSend_OfAServer_IsHeardByItself()
    {
        using IDatagramTransport server = _network.OpenServer(Lane.Heartbeats);
        Assert.True(server.SendToGroup(Lane.Heartbeats, "hello"u8).IsSent);
        Assert.Equal("hello", Hear(server));
        Assert.Equal(server.Self, _from);
    }

    [Fact]
    public void GroupSend_OfAClient_IsHeardByEveryServerOnce()
    {
        using IDatagramTransport one = _network.OpenServer(Lane.Requests);
        using IDatagramTransport two = _network.OpenServer(Lane.Requests);
        using IDatagramTransport client = _network.OpenClient();
        Assert.True(client.SendToGroup(Lane.Requests, "hello"u8).IsSent);
        Assert.True(client.SendToGroup(Lane.Requests, "end"u8).IsSent);
        Assert.Equal(["hello", "end"], [Hear(one), Hear(one)]);
        Assert.Equal(["hello", "end"], [Hear(two), Hear(two)]);
        Assert.Equal(client.Self, _from);
    }

    [Fact]
    public void Lanes_AreKeptApart()
    {
        using IDatagramTransport requests = _network.OpenServer(Lane.Requests);
        using IDatagramTransport heartbeats = _network.OpenServer(Lane.Heartbeats);
        Assert.True(requests.SendToGroup(Lane.Heartbeats, "beat"u8).IsSent);
        Assert.True(heartbeats.SendToGroup(Lane.Requests, "ask"u8).IsSent);
        Assert.Equal("beat", Hear(heartbeats));
        Assert.Equal("ask", Hear(requests));
        Assert.Null(requests.Receive(_buffer, _from, TimeSpan.Zero));
        Assert.Null(heartbeats.Receive(_buffer, _from, TimeSpan.Zero));
    }

    [Fact]
    public void Datagrams_OfOneTransport_ArriveInOrderWhereNothingIsWrong()
    {
        using IDatagramTransport server = _network.OpenServer(Lane.Requests);
        using IDatagramTransport client = _network.OpenClient();
        string[] sent = [.. Enumerable.Range(0, 20).Select(each => $"number {each}")];
        foreach (string text in sent)
            Assert.True(client.SendToGroup(Lane.Requests, Encoding.UTF8.GetBytes(text)).IsSent);
        Assert.Equal(sent, sent.Select(_ => Hear(server)));
    }

    [Fact]
    public void Answer_ToAPeer_ReachesThatPeerAlone()
    {
        using IDatagramTransport server = _network.OpenServer(Lane.Requests);
        using IDatagramTransport asker = _network.OpenClient();
        using IDatagramTransport other = _network.OpenClient();
        Assert.True(asker.SendToGroup(Lane.Requests, "ask"u8).IsSent);
        Assert.Equal("ask", Hear(server));

        Peer peer = _from.Copy();
        Assert.True(server.Send(peer, "answer"u8).IsSent);
        Assert.Equal("answer", Hear(asker));
        Assert.Equal(server.Self, _from);
        Assert.Null(other.Receive(_buffer, _from, TimeSpan.Zero));
        Assert.Null(server.Receive(_buffer, _from, TimeSpan.Zero));
    }

    [Fact]
    public void Datagram_OfTheGreatestLength_ArrivesUnchanged()
    {
        using IDatagramTransport server = _network.OpenServer(Lane.Requests);
        byte[] datagram = [.. Enumerable.Range(0, MaxDatagram).Select(each => (byte)(each * 7))];
        Assert.True(server.SendToGroup(Lane.Requests, datagram).IsSent);
        Assert.Equal(MaxDatagram, server.Receive(_buffer, _from, Patience));
        Assert.Equal(datagram, _buffer);
    }

    [Fact]
    public void Datagram_LongerThanTheBuffer_IsCutOff()
    {
        using IDatagramTransport server = _network.OpenServer(Lane.Requests);
        Assert.True(server.SendToGroup(Lane.Requests, "abcdef"u8).IsSent);
        Assert.True(server.SendToGroup(Lane.Requests, "next"u8).IsSent);
        Assert.Equal(4, server.Receive(_buffer.AsSpan(0, 4), _from, Patience));
        Assert.Equal("abcd"u8, _buffer.AsSpan(0, 4));
        Assert.Equal("next", Hear(server));
    }

    [Fact]
    public void Datagram_TooLongForTheNetwork_IsNotSentAndSaysWhy()
    {
        using IDatagramTransport server = _network.OpenServer(Lane.Requests);
        SendResult result = server.SendToGroup(Lane.Requests, new byte[NetworkOptions.LargestDatagram + 1]);
        Assert.False(result.IsSent);
        Assert.Equal("Message too long", result.Problem);
    }

    [Fact]
    public void Datagram_WithoutABody_IsADatagram()
    {
        using IDatagramTransport server = _network.OpenServer(Lane.Requests);
        Assert.True(server.SendToGroup(Lane.Requests, []).IsSent);
        Assert.Equal(0, server.Receive(_buffer, _from, Patience));
    }

    [Fact]
    public void Sender_OfADatagram_IsNotOverwrittenByTheNext()
    {
        using IDatagramTransport server = _network.OpenServer(Lane.Requests);
        using IDatagramTransport first = _network.OpenClient();
        using IDatagramTransport second = _network.OpenClient();
        Assert.True(first.SendToGroup(Lane.Requests, "one"u8).IsSent);
        Assert.Equal("one", Hear(server));
        Peer kept = _from.Copy();
        Assert.True(second.SendToGroup(Lane.Requests, "two"u8).IsSent);
        Assert.Equal("two", Hear(server));
        Assert.Equal((first.Self, second.Self), (kept, _from));
        Assert.NotEqual(kept, _from);
    }

    [Fact]
    public void Receive_WithNoWait_TakesOnlyWhatWaits()
    {
        using IDatagramTransport server = _network.OpenServer(Lane.Requests);
        Assert.Null(server.Receive(_buffer, _from, TimeSpan.Zero));
        Assert.True(server.SendToGroup(Lane.Requests, "hello"u8).IsSent);
        Assert.True(server.SendToGroup(Lane.Requests, "hello"u8).IsSent);
        Assert.Equal("hello", Hear(server));
        Assert.Equal(5, server.Receive(_buffer, _from, TimeSpan.Zero));
        Assert.Null(server.Receive(_buffer, _from, TimeSpan.Zero));
    }

    [Fact]
    public void Receive_OfNothing_EndsWhenItsTimeIsOver()
    {
        using IDatagramTransport server = _network.OpenServer(Lane.Requests);
        Task<int?> wait = Receive(server, TimeSpan.FromMilliseconds(40));
        LetTimePass(wait);
        Assert.Null(OwnThread.End(wait));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Receive_WithoutEnd_EndsWithADatagram(bool ofAClient)
    {
        using IDatagramTransport server = _network.OpenServer(Lane.Requests);
        using IDatagramTransport client = _network.OpenClient();
        Task<int?> wait = Receive(ofAClient ? client : server, Timeout.InfiniteTimeSpan);
        SendResult result = ofAClient ? server.Send(client.Self, "hi"u8) : client.SendToGroup(Lane.Requests, "hi"u8);
        Assert.True(result.IsSent);
        Assert.Equal(2, OwnThread.End(wait));
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public void StopReceiving_EndsAWaitAndLetsItSend(bool ofAClient, bool withoutEnd)
    {
        using IDatagramTransport transport = ofAClient ? _network.OpenClient() : _network.OpenServer(Lane.Heartbeats);
        using IDatagramTransport server = _network.OpenServer(Lane.Requests);
        Task<int?> wait = Receive(transport, withoutEnd ? Timeout.InfiniteTimeSpan : TimeSpan.FromMinutes(10));
        transport.StopReceiving();
        Assert.Null(OwnThread.End(wait));
        Assert.Null(transport.Receive(_buffer, _from, Timeout.InfiniteTimeSpan));
        Assert.True(transport.SendToGroup(Lane.Requests, "bye"u8).IsSent);
        Assert.Equal("bye", Hear(server));
        Assert.Equal(transport.Self, _from);
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public void Dispose_EndsAWaitAndLaterSendsFail(bool ofAClient, bool withoutEnd)
    {
        IDatagramTransport transport = ofAClient ? _network.OpenClient() : _network.OpenServer(Lane.Requests);
        Task<int?> wait = Receive(transport, withoutEnd ? Timeout.InfiniteTimeSpan : TimeSpan.FromMinutes(10));
        transport.Dispose();
        Assert.Null(OwnThread.End(wait));
        Assert.Null(transport.Receive(_buffer, _from, Timeout.InfiniteTimeSpan));
        Assert.Equal("The transport is closed", transport.SendToGroup(Lane.Requests, "late"u8).Problem);
        Assert.Equal("The transport is closed", transport.Send(transport.Self, "late"u8).Problem);
        transport.StopReceiving();
        transport.Maintain(TimeSpan.FromDays(1));
        transport.Dispose();
    }

    [Fact]
    public void Sends_FromManyThreadsAtOnce_ArriveWhole()
    {
        const int Threads = 4;
        const int Each = 25;
        using IDatagramTransport server = _network.OpenServer(Lane.Requests);
        using IDatagramTransport client = _network.OpenClient();
        Thread[] threads =
            [.. Enumerable.Range(0, Threads).Select(number => new Thread(() => SendMany(client, number, Each)))];
        foreach (Thread thread in threads)
            thread.Start();

        Assert.All(threads, thread => Assert.True(thread.Join(OwnThread.Deadline), "A send has not ended."));
        string[] sent = [.. Enumerable.Range(0, Threads)
            .SelectMany(_ => Enumerable.Range(0, Each), (number, each) => Text(number, each))];
        Assert.Equal(sent.Order(), sent.Select(_ => Hear(server)).Order());
    }

    [Fact]
    public void Transport_ThatReplacesAnother_HearsNothingOld()
    {
        IDatagramTransport old = _network.OpenServer(Lane.Requests);
        using IDatagramTransport client = _network.OpenClient();
        Assert.True(client.SendToGroup(Lane.Requests, "old"u8).IsSent);
        using IDatagramTransport current = _network.OpenServer(Lane.Requests);
        old.Dispose();
        Assert.True(client.SendToGroup(Lane.Requests, "new"u8).IsSent);
        Assert.Equal("new", Hear(current));
        Assert.Null(old.Receive(_buffer, _from, TimeSpan.Zero));
    }

    [Fact]
    public void Buffer_ThatIsFull_DropsAndCounts()
    {
        using IDatagramTransport server = _network.OpenServer(Lane.Requests);
        using IDatagramTransport client = _network.OpenClient();
        byte[] datagram = new byte[MaxDatagram];
        Assert.Equal(0, server.Dropped);
        int sent = 0;
        for (; sent < 100_000 && server.Dropped == 0; sent++)
            Assert.True(client.SendToGroup(Lane.Requests, datagram).IsSent);
        Assert.Equal(1, server.Dropped);

        int heard = 0;
        while (server.Receive(_buffer, _from, TimeSpan.Zero) is not null)
            heard++;
        Assert.Equal(sent - 1, heard);
    }

    [Fact]
    public void Transports_OfOneNetwork_HaveAPlaceAndAddressesOfTheirOwn()
    {
        using IDatagramTransport server = _network.OpenServer(Lane.Requests);
        using IDatagramTransport other = _network.OpenServer(Lane.Heartbeats);
        using IDatagramTransport client = _network.OpenClient();
        Assert.Equal(3, new HashSet<Peer> { server.Self, other.Self, client.Self }.Count);
        Assert.All([server, client], each => Assert.Matches(@"^\S+ \(\d+\.\d+\.\d+\.\d+\)$", each.Place));
        Assert.All([server, client], each => Assert.False(each.IsOutOfDate));
    }

    /// <summary>For how long to wait for what has been sent.</summary>
    protected virtual TimeSpan Patience => OwnThread.Deadline;

    /// <summary>Lets the time of a wait pass, where it does not pass by itself.</summary>
    protected virtual void LetTimePass(Task wait)
    {
    }

    private static string Text(int number, int each)
        => $"{number}/{each}:" + new string((char)('a' + number), 10 * each);

    private static void SendMany(IDatagramTransport client, int number, int count)
    {
        for (int each = 0; each < count; each++)
            client.SendToGroup(Lane.Requests, Encoding.UTF8.GetBytes(Text(number, each)));
    }

    private static Task<int?> Receive(IDatagramTransport transport, TimeSpan wait)
        => OwnThread.Run(() => transport.Receive(new byte[16], new Peer(), wait));

    private string? Hear(IDatagramTransport transport)
    {
        int? length = transport.Receive(_buffer, _from, Patience);
        return length is null ? null : Encoding.UTF8.GetString(_buffer, 0, length.Value);
    }
}
