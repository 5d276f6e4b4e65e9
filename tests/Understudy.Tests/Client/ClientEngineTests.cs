using System.Text;
using Understudy.Client;
using Understudy.Protocol;

namespace Understudy.Tests.Client;

/// <summary>A client on virtual time: what it sends, when, and what it makes of the answers.</summary>
public class ClientEngineTests
{
    private readonly DrivenClient _client = new();

    [Fact]
    public void Request_Begun_IsForRankZeroAndDueAfterFiftyMilliseconds()
    {
        PendingRequest request = _client.Begin();
        Assert.Equal([(request, 0)], _client.Sent);
        Assert.Equal(TimeSpan.FromMilliseconds(50), _client.Engine.NextDue);
        FrameHeader expected = new(
            FrameKind.Request, FrameFlags.None, DrivenClient.Cluster, DrivenClient.Number, request.Number);
        Assert.Equal(
            DatagramStatus.Ok, FrameHeader.TryParse(_client.LastSent, DrivenClient.Cluster, out FrameHeader header));
        Assert.Equal(expected, header);
        Assert.Equal("1+1", Encoding.ASCII.GetString(_client.LastSent.AsSpan(RequestFrame.PayloadOffset)));
    }

    [Fact]
    public void Repeats_UntilTheTimeout_DoubleTheirWaitAndTheirLimit()
    {
        PendingRequest request = _client.Begin();
        byte[] first = _client.LastSent;
        var sent = new List<(double At, int Limit)>();
        while (_client.Failed.Count == 0)
        {
            double now = _client.Engine.NextDue!.Value.TotalMilliseconds;
            sent.AddRange(_client.Due(now).Select(each => (now, each.Limit)));
        }

        Assert.Equal([(50, 1), (150, 3), (350, 255)], sent.Take(3));
        Assert.All(sent.Skip(3), repeat => Assert.Equal(255, repeat.Limit));
        Assert.Equal([request], _client.Failed);
        Assert.Equal(0, _client.Engine.InFlight);
        Assert.Equal(sent.Count + 1, request.Attempts);
        Assert.Equal(sent.Count, _client.Repeats);
        Assert.Null(_client.Engine.NextDue);

        // The limit, and the time left.
        first.AsSpan(RequestFrame.RankLimitOffset..RequestFrame.PayloadOffset)
            .CopyTo(_client.LastSent.AsSpan(RequestFrame.RankLimitOffset));
        Assert.Equal(first, _client.LastSent);
    }

    /// <summary>
    /// Where answers took a second, a request ended before it had asked the only server that was left.
    /// </summary>
    [Fact]
    public void Repeat_InTheLastHalfOfItsTime_IsForEverybody()
    {
        var client = new DrivenClient(TimeSpan.FromMilliseconds(100));
        client.Begin();
        Assert.Equal(255, Assert.Single(client.Due(50)).Limit);
    }

    /// <summary>A repeat that had no place waited until something else was due.</summary>
    [Fact]
    public void Repeat_ThatWaitsForThePlaceOfACancelledOne_IsDueAtOnce()
    {
        List<PendingRequest> requests = [.. Enumerable.Range(0, 3).Select(_ => _client.Begin())];
        List<PendingRequest> repeated = [.. _client.Due(50).Select(each => each.Request)];
        Assert.Equal(2, repeated.Count);
        Assert.Equal(TimeSpan.FromMilliseconds(150), _client.Engine.NextDue);
        _client.Engine.Cancel(repeated[0]);
        Assert.Equal(TimeSpan.Zero, _client.Engine.NextDue);
        Assert.Equal(requests.Except(repeated), _client.Due(51).Select(each => each.Request));
    }

    [Fact]
    public void Reply_ToARequest_CompletesIt()
    {
        PendingRequest request = _client.Begin();
        Assert.Same(request, _client.Reply(request.Number, id: 3, rank: 2, at: 4));
        Reply reply = request.Reply!;
        Assert.Equal((HandlerStatus.Ok, 3, 2, 1), (reply.Status, reply.ServerId, reply.Rank, reply.Attempts));
        Assert.Equal(TimeSpan.FromMilliseconds(4), reply.Elapsed);
        Assert.Equal("ok", Encoding.ASCII.GetString(reply.Payload.Span));
        Assert.Equal(DrivenClient.Server, reply.Sender);
        Assert.Equal(0, _client.Engine.InFlight);
    }

    [Fact]
    public void Request_AfterAnAnswerOfRankTwo_BeginsThere()
    {
        _client.Reply(_client.Begin().Number, id: 3, rank: 2);
        PendingRequest next = _client.Begin();
        Assert.Equal(2, next.RankLimit);
        _client.Due(1000);
        Assert.Equal(5, next.RankLimit);
    }

    [Fact]
    public void Repeat_AfterAnAnswerOfAHigherRank_GoesThereAtOnce()
    {
        PendingRequest waiting = _client.Begin();
        _client.Reply(_client.Begin().Number, id: 9, rank: 8);
        _client.Due(50);
        Assert.Equal(8, waiting.RankLimit);
    }

    [Fact]
    public void Spread_AfterAnAnswerOfRankTwo_StillBeginsAtZero()
    {
        _client.Reply(_client.Begin().Number, id: 3, rank: 2);
        Assert.Equal(0, _client.Begin(RequestOrder.Spread).RankLimit);
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
        _client.Reply(_client.Begin(order).Number, id: 1, rank: 255);
        Assert.Equal(255, _client.Begin().RankLimit);
        Assert.Equal(255, _client.Begin(RequestOrder.Spread).RankLimit);
    }

    [Theory]
    [InlineData(RequestOrder.Lowest, 2, 0)]
    [InlineData(RequestOrder.Spread, 0, 3)]
    public void Requests_OnceSomebodyKnowsItsRank_BeginThereAgain(RequestOrder order, int lowest, int spread)
    {
        _client.Reply(_client.Begin().Number, id: 1, rank: 255);
        ulong number = _client.Begin(order).Number;
        _client.Reply(number, id: 1, rank: 255);
        _client.Reply(number, id: 4, rank: 2);
        Assert.Equal(lowest, _client.Begin().RankLimit);
        Assert.Equal(spread, _client.Begin(RequestOrder.Spread).RankLimit);
    }

    /// <summary>One that knew its way had to look for it again.</summary>
    [Fact]
    public void Requests_AfterASpreadOneThatEverybodyAnswered_BeginWhereTheyDidBefore()
    {
        _client.Reply(_client.Begin().Number, id: 3, rank: 2);
        ulong spread = _client.Begin(RequestOrder.Spread).Number;
        _client.Reply(spread, id: 1, rank: 255);
        Assert.Equal(255, _client.Begin().RankLimit);
        _client.Reply(spread, id: 3, rank: 1);
        Assert.Equal(2, _client.Begin().RankLimit);
    }

    [Fact]
    public void SecondReply_IsCountedAndLowersTheRankToBeginAt()
    {
        ulong number = _client.Begin().Number;
        _client.Reply(number, id: 3, rank: 2);
        Assert.Null(_client.Reply(number, id: 1, rank: 0));
        Assert.Equal(1, _client.Duplicates);
        Assert.Equal(0, _client.Begin().RankLimit);
    }

    [Fact]
    public void Reply_ToARepeatedRequest_IsNoMeasurementButKeepsTheWaitUp()
    {
        PendingRequest request = _client.Begin();
        _client.Due(50);
        _client.Reply(request.Number, id: 1, rank: 0, at: 51);
        Assert.Equal(TimeSpan.FromMilliseconds(51), _client.Begin().Wait);
    }

    [Fact]
    public void Reply_ToARequestSentOnce_SetsThePace()
    {
        _client.Reply(_client.Begin().Number, id: 1, rank: 0, at: 1);
        Assert.Equal(TimeSpan.FromMilliseconds(3), _client.Begin().Wait);
    }

    [Fact]
    public void Datagrams_ThatAreNoReplyToThisClient_AreDropped()
    {
        PendingRequest request = _client.Begin();
        byte[] good = DrivenClient.ReplyTo(request.Number, 1, 0);
        for (int length = 0; length < ReplyFrame.PayloadOffset; length++)
            Assert.Null(_client.Receive(good.AsSpan(0, length), at: 0));
        byte[] other = [.. good];
        other[15] ^= 1;
        Assert.Null(_client.Receive(other, at: 0));
        Assert.Null(_client.Reply(request.Number + 1, id: 1, rank: 0));
        Assert.Equal(ReplyFrame.PayloadOffset + 2, _client.Drops);
        Assert.Equal(1, _client.Engine.InFlight);
    }

    /// <summary>Where a stranger had made up 252 members, each request climbed by itself.</summary>
    [Fact]
    public void Spread_AmongMembersThatAreNotThere_BeginsWhereItIsAnswered()
    {
        foreach ((int rank, int next) in ((int, int)[])[(60, 63), (40, 63), (31, 31), (70, 127), (0, 63), (0, 31)])
        {
            _client.Reply(_client.Begin(RequestOrder.Spread).Number, id: 254, rank);
            PendingRequest request = _client.Begin(RequestOrder.Spread);
            Assert.Equal(next, request.RankLimit);
            _client.Engine.Cancel(request);
        }

        Assert.Equal(0, _client.Begin().RankLimit);
    }

    /// <summary>
    /// A second answer to a request in the order of spread was from some server of rank 0, and sent the next request of
    /// the other order to a lead that was dead.
    /// </summary>
    [Fact]
    public void DuplicateReply_ToASpreadRequest_SaysNothingOfTheOthers()
    {
        PendingRequest spread = _client.Begin(RequestOrder.Spread);
        _client.Reply(spread.Number, id: 2, rank: 1);
        _client.Reply(_client.Begin().Number, id: 2, rank: 1);
        _client.Reply(spread.Number, id: 3, rank: 0);
        Assert.Equal(1, _client.Duplicates);
        Assert.Equal(1, _client.Begin().RankLimit);
    }

    [Fact]
    public void Repeat_ToEverybody_AsksWhoIsThereOnceInAWhile()
    {
        PendingRequest request = _client.Begin();
        request.RankLimit = 62;
        _client.Due(50);
        Assert.Equal((125, 0), (request.RankLimit, _client.Probes));

        _client.Due(150);
        Assert.Equal((251, 0), (request.RankLimit, _client.Probes));

        PendingRequest other = _client.Begin(at: 300);
        _client.Due(350);
        Assert.Equal((255, 1), (request.RankLimit, _client.Probes));

        other.RankLimit = 255;
        _client.Due(599);
        Assert.Equal(1, _client.Probes);

        _client.DueUntil(4000);
        Assert.InRange(_client.Probes, 3, 5);
    }

    [Fact]
    public void Repeats_WithoutPlaceWhileAServerIsBusy_WaitAndAreNotSent()
    {
        PendingRequest answered = _client.Begin();
        var requests = new List<PendingRequest>();
        for (int begun = 0; begun < 300; begun++)
            requests.Add(_client.Begin());
        for (int reply = 0; reply < 3; reply++)
            _client.Reply(answered.Number, id: 1, rank: 0, at: 49, FrameFlags.Busy);
        Assert.Single(_client.Due(50));
        Assert.Equal(299, requests.Count(request => request.Attempts == 1));
        Assert.Equal(300, _client.Engine.InFlight);
    }

    /// <summary>
    /// A machine stood still, and then the requests of a second and more came at once. What of them the server's buffer
    /// held it answered late, and said that it is busy; the others were dropped. Requests went on being answered at
    /// once, and those were not repeated until they timed out: 728 of them, in half an hour of chaos on a machine that
    /// was too busy.
    /// </summary>
    [Fact]
    public void Requests_DroppedWhileAServerWasBusy_AreAnsweredWhenItIsNoLonger()
    {
        List<PendingRequest> burst = [.. Enumerable.Range(0, 900).Select(_ => _client.Begin())];
        foreach (PendingRequest held in burst[..200])
            _client.Reply(held.Number, id: 1, rank: 0, at: 300, FrameFlags.Busy);

        for (int time = 300; time < 5000; time += 2)
        {
            int before = _client.Sent.Count;
            _client.Begin(at: time);
            _client.Due(time);
            for (int heard = before; heard < _client.Sent.Count; heard++)
                _client.Reply(_client.Sent[heard].Request.Number, id: 1, rank: 0, at: time);
        }

        Assert.Empty(_client.Failed);
        Assert.Equal(0, _client.Engine.InFlight);
    }
}
