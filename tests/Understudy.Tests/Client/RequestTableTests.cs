using System.Net;
using System.Text;
using Understudy.Client;
using Understudy.Protocol;

namespace Understudy.Tests.Client;

/// <summary>A client on virtual time: what it sends, when, and what it makes of the answers.</summary>
public class RequestTableTests
{
    private const ulong Client = 77;

    private static readonly uint Cluster = ClusterName.Hash("default");
    private static readonly IPEndPoint Server = new(IPAddress.Loopback, 4000);

    private readonly RequestTable _table = new(new UnderstudyClientOptions(), Client);

    [Fact]
    public void Request_Begun_IsForRankZeroAndDueAfterFiftyMilliseconds()
    {
        PendingRequest request = Begin();
        Assert.Equal(0, request.RankLimit);
        Assert.Equal(TimeSpan.FromMilliseconds(50), _table.NextDue);
        Assert.Equal(DatagramStatus.Ok, FrameHeader.TryParse(request.Frame, Cluster, out FrameHeader header));
        Assert.Equal(new FrameHeader(FrameKind.Request, FrameFlags.None, Cluster, Client, request.Number), header);
        Assert.Equal("1+1", Encoding.ASCII.GetString(request.Frame[RequestFrame.PayloadOffset..]));
    }

    [Fact]
    public void Repeats_UntilTheTimeout_DoubleTheirWaitAndTheirLimit()
    {
        PendingRequest request = Begin();
        var sent = new List<(double At, int Limit)>();
        var expired = new List<PendingRequest>();
        while (expired.Count == 0)
        {
            TimeSpan now = _table.NextDue!.Value;
            var due = new List<PendingRequest>();
            _table.CollectDue(now, due, expired);
            sent.AddRange(due.Select(each => (now.TotalMilliseconds, each.RankLimit)));
        }

        Assert.Equal([(50, 1), (150, 3), (350, 7), (600, 15), (850, 31)], sent.Take(5));
        Assert.All(sent.Skip(7), repeat => Assert.Equal(255, repeat.Limit));
        Assert.Equal([request], expired);
        Assert.Equal(0, _table.InFlight);
        Assert.Equal(sent.Count + 1, request.Attempts);
        Assert.Null(_table.NextDue);
    }

    [Fact]
    public void Reply_ToARequest_CompletesIt()
    {
        PendingRequest request = Begin();
        Assert.Same(request, Accept(request.Number, id: 3, rank: 2, out Reply? reply, at: 4));
        Assert.Equal((HandlerStatus.Ok, 3, 2, 1), (reply!.Status, reply.ServerId, reply.Rank, reply.Attempts));
        Assert.Equal(TimeSpan.FromMilliseconds(4), reply.Elapsed);
        Assert.Equal("ok", Encoding.ASCII.GetString(reply.Payload.Span));
        Assert.Equal(0, _table.InFlight);
    }

    [Fact]
    public void Request_AfterAnAnswerOfRankTwo_BeginsThere()
    {
        Accept(Begin().Number, id: 3, rank: 2, out _);
        PendingRequest next = Begin();
        Assert.Equal(2, next.RankLimit);
        _table.CollectDue(TimeSpan.FromSeconds(1), [], []);
        Assert.Equal(5, next.RankLimit);
    }

    [Fact]
    public void Repeat_AfterAnAnswerOfAHigherRank_GoesThereAtOnce()
    {
        PendingRequest waiting = Begin();
        Accept(Begin().Number, id: 9, rank: 8, out _);
        _table.CollectDue(TimeSpan.FromMilliseconds(50), [], []);
        Assert.Equal(8, waiting.RankLimit);
    }

    [Fact]
    public void Spread_AfterAnAnswerOfRankTwo_StillBeginsAtZero()
    {
        Accept(Begin().Number, id: 3, rank: 2, out _);
        Assert.Equal(0, _table.Begin("1"u8, RequestOrder.Spread, TimeSpan.Zero).RankLimit);
    }

    /// <summary>
    /// A server whose own heartbeat did not come back told rank 0, though it answers nothing but what is for everybody:
    /// each request climbed there anew, and soon there was no budget left for that.
    /// </summary>
    [Theory]
    [InlineData(RequestOrder.Lowest)]
    [InlineData(RequestOrder.Spread)]
    public void Requests_AfterAnAnswerOfNoKnownRank_BeginWithEverybody(RequestOrder order)
    {
        Accept(_table.Begin("1"u8, order, TimeSpan.Zero).Number, id: 1, rank: 255, out _);
        Assert.Equal(255, Begin().RankLimit);
        Assert.Equal(255, _table.Begin("1"u8, RequestOrder.Spread, TimeSpan.Zero).RankLimit);
    }

    [Theory]
    [InlineData(RequestOrder.Lowest, 2)]
    [InlineData(RequestOrder.Spread, 0)]
    public void Requests_OnceSomebodyKnowsItsRank_BeginThereAgain(RequestOrder order, int expected)
    {
        Accept(Begin().Number, id: 1, rank: 255, out _);
        ulong number = _table.Begin("1"u8, order, TimeSpan.Zero).Number;
        Accept(number, id: 1, rank: 255, out _);
        Accept(number, id: 4, rank: 2, out _);
        Assert.Equal(expected, Begin().RankLimit);
        Assert.Equal(0, _table.Begin("1"u8, RequestOrder.Spread, TimeSpan.Zero).RankLimit);
    }

    [Fact]
    public void SecondReply_IsCountedAndLowersTheRankToBeginAt()
    {
        ulong number = Begin().Number;
        Accept(number, id: 3, rank: 2, out _);
        Assert.Null(Accept(number, id: 1, rank: 0, out Reply? second));
        Assert.Null(second);
        Assert.Equal(1, _table.DuplicateReplies);
        Assert.Equal(0, Begin().RankLimit);
    }

    [Fact]
    public void Reply_ToARepeatedRequest_IsNoMeasurementButKeepsTheWaitUp()
    {
        PendingRequest request = Begin();
        _table.CollectDue(TimeSpan.FromMilliseconds(50), [], []);
        Accept(request.Number, 1, 0, out _, at: 51);
        Assert.Equal(TimeSpan.FromMilliseconds(51), Begin().Wait);
    }

    [Fact]
    public void Reply_ToARequestSentOnce_SetsThePace()
    {
        Accept(Begin().Number, 1, 0, out _, at: 1);
        Assert.Equal(TimeSpan.FromMilliseconds(3), Begin().Wait);
    }

    [Fact]
    public void Datagrams_ThatAreNoReplyToThisClient_AreDropped()
    {
        PendingRequest request = Begin();
        byte[] good = ReplyTo(request.Number, 1, 0);
        for (int length = 0; length < ReplyFrame.PayloadOffset; length++)
            Assert.Null(_table.Accept(good.AsSpan(0, length), Server, TimeSpan.Zero, out _));
        byte[] other = [.. good];
        other[15] ^= 1;
        Assert.Null(_table.Accept(other, Server, TimeSpan.Zero, out _));
        byte[] future = ReplyTo(request.Number + 1, 1, 0);
        Assert.Null(_table.Accept(future, Server, TimeSpan.Zero, out _));
        Assert.Equal(ReplyFrame.PayloadOffset + 2, _table.Dropped);
        Assert.Equal(1, _table.InFlight);
    }

    [Fact]
    public void Heartbeat_SentToTheClient_TellsThatSomebodyIsThere()
    {
        PendingRequest request = Begin();
        Assert.False(_table.HeardSince(request));
        byte[] heartbeat = new byte[HeartbeatFrame.Length];
        new FrameHeader(FrameKind.Heartbeat, FrameFlags.None, Cluster, 5, 1).Write(heartbeat);
        Assert.Null(_table.Accept(heartbeat, Server, TimeSpan.FromMilliseconds(1), out _));
        Assert.True(_table.HeardSince(request));
    }

    /// <summary>
    /// A second answer to a request in the order of spread was from some server of rank 0, and sent the next request of the
    /// other order to a lead that was dead.
    /// </summary>
    [Fact]
    public void DuplicateReply_ToASpreadRequest_SaysNothingOfTheOthers()
    {
        PendingRequest spread = _table.Begin("1+1"u8, RequestOrder.Spread, TimeSpan.Zero);
        Accept(spread.Number, id: 2, rank: 1, out _);
        Accept(Begin().Number, id: 2, rank: 1, out _);
        Accept(spread.Number, id: 3, rank: 0, out _);
        Assert.Equal(1, _table.DuplicateReplies);
        Assert.Equal(1, Begin().RankLimit);
    }

    [Fact]
    public void Repeat_ToEverybody_AsksWhoIsThereOnceInAWhile()
    {
        PendingRequest request = Begin();
        request.RankLimit = 127;
        Assert.Null(_table.ProbeAfter(request, TimeSpan.FromSeconds(1)));

        request.RankLimit = 255;
        Assert.Equal(FrameHeader.Length, _table.ProbeAfter(request, TimeSpan.FromSeconds(1))?.Length);
        Assert.Null(_table.ProbeAfter(request, TimeSpan.FromMilliseconds(1249)));
        Assert.NotNull(_table.ProbeAfter(request, TimeSpan.FromMilliseconds(1250)));
    }

    [Fact]
    public void Repeats_WithoutBudgetWhileAServerIsBusy_WaitAndAreNotSent()
    {
        PendingRequest answered = Begin();
        var requests = new List<PendingRequest>();
        for (int begun = 0; begun < 300; begun++)
            requests.Add(Begin());
        for (int reply = 0; reply < 3; reply++)
            _table.Accept(ReplyTo(answered.Number, 1, 0, FrameFlags.Busy), Server, TimeSpan.FromMilliseconds(49), out _);
        var toSend = new List<PendingRequest>();
        _table.CollectDue(TimeSpan.FromMilliseconds(50), toSend, []);
        Assert.Equal(100, toSend.Count);
        Assert.Equal(200, requests.Count(request => request.Attempts == 1));
        Assert.Equal(300, _table.InFlight);
    }

    /// <summary>
    /// A machine stood still, and then the requests of a second and more came at once. What of them the server's buffer held
    /// it answered late, and said that it is busy; the others were dropped. Requests went on being answered at once, and
    /// those were not repeated until they timed out: 728 of them, in half an hour of chaos on a machine that was too busy.
    /// </summary>
    [Fact]
    public void Requests_DroppedWhileAServerWasBusy_AreAnsweredWhenItIsNoLonger()
    {
        List<PendingRequest> burst = [.. Enumerable.Range(0, 900).Select(_ => Begin())];
        foreach (PendingRequest held in burst[..200])
            _table.Accept(ReplyTo(held.Number, 1, 0, FrameFlags.Busy), Server, TimeSpan.FromMilliseconds(300), out _);

        var toSend = new List<PendingRequest>();
        var expired = new List<PendingRequest>();
        for (int time = 300; time < 5000; time += 2)
        {
            TimeSpan now = TimeSpan.FromMilliseconds(time);
            toSend.Clear();
            toSend.Add(_table.Begin("1+1"u8, RequestOrder.Lowest, now));
            _table.CollectDue(now, toSend, expired);
            foreach (PendingRequest heard in toSend)
                _table.Accept(ReplyTo(heard.Number, 1, 0), Server, now, out _);
        }

        Assert.Empty(expired);
        Assert.Equal(0, _table.InFlight);
    }

    private PendingRequest Begin() => _table.Begin("1+1"u8, RequestOrder.Lowest, TimeSpan.Zero);

    private PendingRequest? Accept(ulong number, byte id, byte rank, out Reply? reply, double at = 1)
        => _table.Accept(ReplyTo(number, id, rank), Server, TimeSpan.FromMilliseconds(at), out reply);

    private static byte[] ReplyTo(ulong number, byte id, byte rank, FrameFlags flags = FrameFlags.None)
    {
        byte[] frame = new byte[ReplyFrame.PayloadOffset + 2];
        new ReplyFrame(ReplyFrame.Done, id, rank).WritePrefix(
            frame, new FrameHeader(FrameKind.Reply, flags, Cluster, Client, number));
        "ok"u8.CopyTo(frame.AsSpan(ReplyFrame.PayloadOffset));
        return frame;
    }
}
