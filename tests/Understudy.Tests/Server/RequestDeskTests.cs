using Understudy.Membership;
using Understudy.Protocol;
using Understudy.Server;

namespace Understudy.Tests.Server;

/// <summary>What the desk has its driver do, and when.</summary>
public class RequestDeskTests
{
    private readonly DeskRig _rig = new();

    [Theory]
    [InlineData(0, DeskWork.Receive)]
    [InlineData(1, DeskWork.Collect)]
    public void Call_OfSoManyMilliseconds_HasWhatWaitsCollectedIfItWasLong(int milliseconds, object next)
    {
        _rig.Return(_rig.Call(1), milliseconds);
        Assert.Equal(next, _rig.Next().Work);
    }

    /// <summary>
    /// A flood of small requests: no call is long, but in the transport it is first come, first served.
    /// </summary>
    [Fact]
    public void Calls_ThatAreManyHoweverShort_HaveWhatWaitsCollected()
    {
        for (ulong number = 1; number < 64; number++)
        {
            _rig.Return(_rig.Call(number));
            Assert.Equal(DeskWork.Receive, _rig.Next().Work);
        }

        _rig.Return(_rig.Call(64));
        Assert.Equal(DeskWork.Collect, _rig.Next().Work);
        _rig.Desk.NothingWaits();
        Assert.Equal(DeskWork.Receive, _rig.Next().Work);
    }

    [Fact]
    public void Requests_ThatAreCollected_AreDecidedInTheirOrderWhenNothingWaits()
    {
        Collect(2, 3, 4);
        Assert.Equal([(1UL, "Answer")], _rig.Decisions);
        Assert.Equal(3, _rig.Desk.Waiting);

        _rig.Desk.NothingWaits();
        _rig.Return(_rig.Called(2));
        _rig.Return(_rig.Called(3));
        _rig.Return(_rig.Called(4));
        Assert.Equal(DeskWork.Receive, _rig.Next().Work);
    }

    [Fact]
    public void Junk_ThatIsCollected_DoesNotWait()
    {
        Collect();
        _rig.Junk();
        Assert.Equal(DeskWork.Collect, _rig.Next().Work);
        Assert.Equal(0, _rig.Desk.Waiting);
        Assert.Equal([DatagramStatus.NotAFrame], _rig.DroppedAs);
    }

    /// <summary>The first late ones are begun all the same: the thread may have waited for a core.</summary>
    [Theory]
    [InlineData(300, "Answer")]
    [InlineData(501, "Late")]
    public void Request_AfterLongWaiting_IsNotBegunWhereOthersSuchHaveHadTheHandler(int milliseconds, string decision)
    {
        Collect(2, 3, 4);
        _rig.Pass(milliseconds);
        for (ulong number = 2; number < 4; number++)
        {
            _rig.Desk.NothingWaits();
            _rig.Return(_rig.Called(number), afterMilliseconds: 101);
        }

        _rig.Desk.NothingWaits();
        _rig.Next();
        Assert.Equal((4UL, decision), _rig.Decisions[^1]);
    }

    [Fact]
    public void Request_BeyondTheCapacity_HasTheEldestTurnedAwayAtOnce()
    {
        Collect(2, 3, 4, 5, 6);
        Assert.Equal([(1UL, "Answer"), (2UL, "Late")], _rig.Decisions);
        Assert.Equal(4, _rig.Desk.Waiting);

        _rig.Desk.NothingWaits();
        _rig.Called(3);
    }

    /// <summary>Else a flood would keep the server from all that waits.</summary>
    [Fact]
    public void Collecting_OfAFlood_EndsAfter1024Datagrams()
    {
        Collect();
        for (int received = 0; received < 1024; received++)
        {
            Assert.Equal(DeskWork.Collect, _rig.Next().Work);
            _rig.Junk();
        }

        Assert.Equal(DeskWork.Receive, _rig.Next().Work);
    }

    [Fact]
    public void Channel_ThatIsReplaced_TakesWithItWhatWaitsAndWhatHasJustArrived()
    {
        Collect(2, 3);
        _rig.Request(4);
        _rig.Channel = new object();
        Assert.Equal(DeskWork.Collect, _rig.Next().Work);
        _rig.Desk.NothingWaits();
        Assert.Equal(DeskWork.Receive, _rig.Next().Work);
        Assert.Equal(0, _rig.Desk.Waiting);
        Assert.Equal([(1UL, "Answer")], _rig.Decisions);
    }

    [Fact]
    public void Request_WhileAllPlacesAreTaken_IsTurnedAwayAndTheWatchTold()
    {
        RequestJob job = _rig.CallBeside(1);
        _rig.Request(2);
        Assert.Equal(DeskWork.Receive, _rig.Next().Work);
        Assert.Equal((2UL, "Busy"), _rig.Decisions[^1]);

        _rig.Pass(1001);
        Assert.True(_rig.IsStuck);
        _rig.Finish(job);
        Assert.False(_rig.IsStuck);
        _rig.Call(3);
    }

    /// <summary>
    /// The last request in progress ends between the decision and what the watch is told: nobody else takes it back.
    /// </summary>
    [Fact]
    public void Place_ThatBecomesFreeWhileARequestIsTurnedAway_IsSeenAtASecondLook()
    {
        RequestJob job = _rig.CallBeside(1);
        _rig.AfterDecision = () => _rig.Finish(job);
        _rig.Request(2);
        _rig.Next();
        Assert.Equal((2UL, "Busy"), _rig.Decisions[^1]);
        _rig.Pass(1001);
        Assert.False(_rig.IsStuck);
    }

    [Fact]
    public void Place_OfWhatHasEnded_IsGivenBackBeforeTheWatchIsTold()
    {
        RequestJob job = _rig.CallBeside(1);
        int inProgress = -1;
        _rig.BeforeFree = () => inProgress = _rig.Desk.InProgress;
        _rig.Finish(job);
        Assert.Equal(0, inProgress);
    }

    /// <summary>A request that ended beside a thread that hangs once had the server say that it is well.</summary>
    [Fact]
    public void Handler_ThatKeepsTheThreadWhileAnotherEnds_IsSeenAsStuck()
    {
        var rig = new DeskRig(places: 2);
        RequestJob beside = rig.CallBeside(1);
        RequestJob hanging = rig.Call(2);
        rig.Pass(500);
        rig.Finish(beside);
        rig.Pass(501);
        Assert.True(rig.IsStuck);
        rig.Return(hanging);
        Assert.False(rig.IsStuck);
    }

    [Fact]
    public void Handler_ThatThrows_HasFailedAndNothingIsLeftOfItsReply()
    {
        RequestJob job = _rig.Call(1);
        var error = new InvalidOperationException();
        _rig.Desk.Returned(job, isDone: true, _rig.Now);
        job.Reply.Write("half a"u8);
        Assert.True(_rig.Desk.Complete(job, new HandlerResult(HandlerStatus.Ok, error), _rig.Now));
        Assert.Equal(ReplyStatus.Failed, DeskRig.Read(job).Status);
        Assert.Equal(FailureReason.HandlerFailed, DeskRig.Read(job).Failure);
        Assert.Equal(ReplyFrame.PayloadOffset, job.Reply.Datagram.Length);
        Assert.Equal([error], _rig.Errors);
    }

    [Fact]
    public void Request_OfSomebodyWhoIsNotToBeAnswered_IsNotRead()
    {
        _rig.Request(1, mayAnswer: false);
        Assert.Equal(DeskWork.Receive, _rig.Next().Work);
        Assert.Equal([DatagramStatus.ForeignSource], _rig.DroppedAs);
        _rig.Request(1);
        Assert.Equal(DeskWork.Call, _rig.Next().Work);
    }

    [Fact]
    public void Reply_ThatIsTooLarge_HasFailedForThatReason()
    {
        RequestJob job = _rig.Call(1);
        _rig.Desk.Returned(job, isDone: true, _rig.Now);
        var tooLarge = new ReplyTooLargeException(1174, 1167);
        Assert.True(_rig.Desk.Complete(job, new HandlerResult(HandlerStatus.Ok, tooLarge), _rig.Now));
        Assert.Equal(FailureReason.ReplyTooLarge, DeskRig.Read(job).Failure);
    }

    [Fact]
    public void Request_ThatIsGivenUp_HasFailedAndGivesItsPlaceBack()
    {
        RequestJob job = _rig.CallBeside(1);
        var given = new HandlerResult(HandlerStatus.Rejected, new OperationCanceledException(), WasToldToGiveUp: true);
        Assert.True(_rig.Desk.Complete(job, given, _rig.Now));
        Assert.Equal(FailureReason.ShuttingDown, DeskRig.Read(job).Failure);
        _rig.Desk.Sent(job, SendResult.Sent);
        Assert.Equal(0, _rig.Desk.InProgress);
        Assert.Equal(0UL, _rig.Counts.Answered);
        Assert.Empty(_rig.Errors);
    }

    [Fact]
    public void Desk_ThatIsClosed_IsDrainedWhenTheLastRequestHasEnded()
    {
        RequestJob job = _rig.CallBeside(1);
        Assert.False(_rig.Desk.IsDrained);
        _rig.Desk.Close();
        Assert.False(_rig.Desk.IsDrained);
        _rig.Finish(job);
        Assert.True(_rig.Desk.IsDrained);
    }

    /// <summary>
    /// What came by the new transport behind the call was not collected, and its time in the socket was forgotten: it
    /// was begun almost a second after it had come.
    /// </summary>
    [Fact]
    public void Transport_ReplacedDuringALongCall_IsCollectedFromAllTheSame()
    {
        RequestJob job = _rig.Call(1);
        _rig.Channel = new object();
        _rig.Return(job, afterMilliseconds: 1);
        Assert.Equal(DeskWork.Collect, _rig.Next().Work);
    }

    /// <summary>A long call has ended, and these requests came behind it.</summary>
    private void Collect(params ulong[] numbers)
    {
        _rig.Return(_rig.Call(1), afterMilliseconds: 1);
        foreach (ulong number in numbers)
        {
            Assert.Equal(DeskWork.Collect, _rig.Next().Work);
            _rig.Request(number);
        }

        Assert.Equal(DeskWork.Collect, _rig.Next().Work);
    }
}
