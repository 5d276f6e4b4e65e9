using Microsoft.Extensions.Time.Testing;
using Understudy.Protocol;
using Understudy.Testing;

namespace Understudy.Tests.Driving;

/// <summary>A client on a clock that is moved by hand, in a network where nobody answers but the test.</summary>
public sealed class ClientDriverTests : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly byte[] Question = [(byte)'1'];
    private static readonly IDialect Framed = Dialects.Make(new NetworkOptions(), MembershipOptions.HighestId);

    private readonly FakeTimeProvider _time = new();
    private readonly InMemoryNetwork _memory;
    private readonly FailingNetwork _network;
    private readonly List<UnderstudyClient> _clients = [];

    public ClientDriverTests()
    {
        _memory = new InMemoryNetwork(timeProvider: _time);
        _network = new FailingNetwork(_memory.Host("client"));
    }

    [Theory]
    [InlineData(Dialect.Framed)]
    [InlineData(Dialect.Classic)]
    public async Task Request_ThatNobodyAnswers_IsGivenUpWhenTheClockIsMovedToItsTimeout(Dialect dialect)
    {
        Task<Reply> request = Client(dialect).RequestAsync(Question, Cancel);
        await _network.FirstSent.WaitAsync(Patience, TimeProvider.System, Cancel);
        _time.Advance(TimeSpan.FromMilliseconds(4999));
        Assert.False(request.IsCompleted);

        _time.Advance(TimeSpan.FromMilliseconds(1));
        NoAnswerException told = await Assert.ThrowsAsync<NoAnswerException>(
            () => request.WaitAsync(Patience, TimeProvider.System, Cancel));
        Assert.Equal(TimeSpan.FromSeconds(5), told.Elapsed);
    }

    /// <summary>A request that waited behind another for its whole time had it once more from then on.</summary>
    [Theory]
    [InlineData(Dialect.Framed)]
    [InlineData(Dialect.Classic)]
    public async Task Request_ThatWaitsForItsTurn_IsGivenUpWhenItsOwnTimeIsOver(Dialect dialect)
    {
        UnderstudyClient client = Client(dialect, maxRequestsInFlight: 1);
        Task<Reply> first = client.RequestAsync(Question, Cancel);
        Task<Reply> second = client.RequestAsync(Question, Cancel);
        await _network.FirstSent.WaitAsync(Patience, TimeProvider.System, Cancel);
        _time.Advance(TimeSpan.FromSeconds(5));
        foreach (Task<Reply> request in (Task<Reply>[])[first, second])
        {
            NoAnswerException told = await Assert.ThrowsAsync<NoAnswerException>(
                () => request.WaitAsync(Patience, TimeProvider.System, Cancel));
            Assert.Equal(TimeSpan.FromSeconds(5), told.Elapsed);
        }
    }

    /// <summary>34 of 400 left their socket open.</summary>
    [Theory]
    [InlineData(Dialect.Framed)]
    [InlineData(Dialect.Classic)]
    public async Task Clients_DisposedBesideTheirFirstRequest_LeaveNoTransportOpen(Dialect dialect)
    {
        for (int count = 0; count < 400; count++)
        {
            UnderstudyClient client = Client(dialect);
            using var start = new Barrier(2);
            Task request = Task.Run(
                () =>
                {
                    start.SignalAndWait(Cancel);
                    return client.RequestAsync(Question, Cancel);
                },
                Cancel);
            start.SignalAndWait(Cancel);
            Thread.SpinWait(count); // At another moment each time.
            await client.DisposeAsync();
            Exception? end = await Record.ExceptionAsync(
                () => request.WaitAsync(Patience, TimeProvider.System, Cancel));
            Assert.True(end is OperationCanceledException or ObjectDisposedException, end?.ToString());
        }

        Assert.True(
            SpinWait.SpinUntil(() => _network.Closed == _network.Opened, Patience),
            $"{_network.Opened} opened, {_network.Closed} closed");
    }

    [Theory]
    [InlineData(Dialect.Framed)]
    [InlineData(Dialect.Classic)]
    public async Task Request_InFlight_EndsWithItsClient(Dialect dialect)
    {
        UnderstudyClient client = Client(dialect);
        Task<Reply> request = client.RequestAsync(Question, Cancel);
        await _network.FirstSent.WaitAsync(Patience, TimeProvider.System, Cancel);
        await client.DisposeAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => request.WaitAsync(Patience, TimeProvider.System, Cancel));
    }

    [Theory]
    [InlineData(Dialect.Framed)]
    [InlineData(Dialect.Classic)]
    public async Task Transport_ThatCannotSend_IsReplacedWithTheRepeat(Dialect dialect)
    {
        _network.IsFailing = true;
        Task<Reply> request = Client(dialect).RequestAsync(Question, Cancel);
        await _network.FirstSent.WaitAsync(Patience, TimeProvider.System, Cancel);
        Assert.Equal(1, _network.Opened);

        _time.Advance(TimeSpan.FromSeconds(1));
        await _network.Reopened.WaitAsync(Patience, TimeProvider.System, Cancel);
        _time.Advance(TimeSpan.FromSeconds(4));
        await Assert.ThrowsAsync<NetworkException>(() => request.WaitAsync(Patience, TimeProvider.System, Cancel));
    }

    /// <summary>
    /// What an answer had set going was repeated only when something else was due: here the first of all, after 50 ms.
    /// </summary>
    [Fact]
    public async Task Request_ThatAnAnswerHasMadeRoomFor_IsRepeatedWhenItIsDue()
    {
        const int Most = 512;
        using IDatagramTransport server = _memory.Host("server").OpenServer(Lane.Requests);
        UnderstudyClient client = Client(Dialect.Framed, maxRequestsInFlight: Most + 1);
        for (int count = 0; count <= Most; count++)
            _ = client.RequestAsync(Question, Cancel);
        (Peer from, RequestKey first) = await HearAsync(server);
        for (int count = 1; count < Most; count++)
            await HearAsync(server);

        _time.Advance(TimeSpan.FromMilliseconds(1));
        byte[] answer = new byte[Framed.ReplyPrefix];
        Framed.WritePrefix(answer, new ReplyMessage(first, ReplyStatus.Done, ServerId: 1, Rank: 0));
        server.Send(from, answer);
        (_, RequestKey last) = await HearAsync(server);

        // The only answer took a millisecond: three are waited for the next.
        _time.Advance(TimeSpan.FromMilliseconds(3));
        (_, RequestKey repeated) = await HearAsync(server);
        Assert.Equal(last, repeated);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (UnderstudyClient client in _clients)
            await client.DisposeAsync();
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static async Task<(Peer From, RequestKey Key)> HearAsync(IDatagramTransport server)
    {
        byte[] buffer = new byte[100];
        var from = new Peer();
        int? length = await Task.Run(() => server.Receive(buffer, from, Timeout.InfiniteTimeSpan), Cancel)
            .WaitAsync(Patience, TimeProvider.System, Cancel);
        Assert.Equal(DatagramStatus.Ok, Framed.TryRead(buffer.AsSpan(0, length!.Value), out RequestMessage request));
        return (from, request.Key!.Value);
    }

    private UnderstudyClient Client(Dialect dialect, int maxRequestsInFlight = 16)
    {
        var client = new UnderstudyClient(new UnderstudyClientOptions
        {
            Network = new NetworkOptions { DatagramNetwork = _network, Dialect = dialect },
            TimeProvider = _time,
            MaxRequestsInFlight = maxRequestsInFlight,
        });
        _clients.Add(client);
        return client;
    }
}
