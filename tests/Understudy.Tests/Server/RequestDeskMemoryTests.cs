using Understudy.Membership;
using Understudy.Protocol;
using Understudy.Server;

namespace Understudy.Tests.Server;

/// <summary>What the desk remembers of requests, and which memory it uses again.</summary>
public class RequestDeskMemoryTests
{
    private readonly DeskRig _rig = new();

    /// <summary>At 40,000 requests a second what is remembered by default is no older than 0.1 s.</summary>
    [Fact]
    public void Requests_ThatTheirClientsMayRepeat_AreNotForgottenUnsaid()
    {
        var rig = new DeskRig(remembered: 2);
        rig.Return(rig.Call(1));
        rig.Pass(5000);
        rig.Return(rig.Call(2));
        rig.Return(rig.Call(3));
        Assert.Empty(rig.Forgotten);

        rig.Pass(4999);
        rig.Return(rig.Call(4));
        Assert.Equal([TimeSpan.FromMilliseconds(4999)], rig.Forgotten);
    }

    [Fact]
    public void Job_OfACallThatIsDone_IsUsedAgain()
    {
        RequestJob job = _rig.Call(1);
        _rig.Return(job);
        Assert.Contains(job, Inboxes(8));
    }

    /// <summary>What the handler has begun may still hold its memory.</summary>
    [Fact]
    public void Job_ThatWentBeside_IsNotUsedAgain()
    {
        RequestJob job = _rig.CallBeside(1);
        _rig.Finish(job);
        Assert.DoesNotContain(job, Inboxes(8));
    }

    [Fact]
    public void Repeat_OfARequest_IsSilentWhileItIsInProgressThenGetsTheSameReply()
    {
        RequestJob job = _rig.CallBeside(1);
        _rig.Request(1);
        Assert.Equal(DeskWork.Receive, _rig.Next().Work);
        _rig.Finish(job);
        byte[] reply = job.Reply.Datagram.ToArray();

        _rig.Request(1);
        DeskStep step = _rig.Next();
        Assert.Equal(DeskWork.Send, step.Work);
        Assert.Equal(reply, step.Job.Reply.Datagram);
        _rig.Desk.Sent(step.Job, SendResult.Sent);
        Assert.Equal(1UL, _rig.Counts.Answered);
    }

    /// <summary>The memory of the next requests, none of which is done with.</summary>
    private List<RequestJob> Inboxes(int count)
    {
        var inboxes = new List<RequestJob>();
        for (ulong number = 0; number < (ulong)count; number++)
        {
            inboxes.Add(_rig.Desk.Inbox);
            _rig.Desk.Returned(_rig.Call(100 + number), isDone: false, _rig.Now);
            _rig.Desk.Complete(inboxes[^1], new HandlerResult(HandlerStatus.Ok), _rig.Now);
            _rig.Desk.Sent(inboxes[^1], SendResult.Sent);
        }

        return inboxes;
    }
}
