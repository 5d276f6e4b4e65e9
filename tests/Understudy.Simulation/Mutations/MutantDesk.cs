using Understudy.Protocol;
using Understudy.Server;
using Understudy.Simulation.Hosts;

namespace Understudy.Simulation.Mutations;

/// <summary>
/// A desk whose request thread may run between the steps of an end beside it, as real threads do; and which may have a
/// deliberate bug.
/// </summary>
internal sealed class MutantDesk : RequestDesk
{
    private readonly Mutation _mutation;
    private readonly RequestThread _thread;
    private bool _isClosed;

    public MutantDesk(
        Mutation mutation,
        IDialect dialect,
        HeartbeatEngine heartbeats,
        RequestDeskOptions options,
        RequestThread thread)
        : base(dialect, heartbeats, options, thread)
    {
        _mutation = mutation;
        _thread = thread;
    }

    public override bool IsDrained => _mutation == Mutation.LeavesWithoutDraining ? _isClosed : base.IsDrained;

    public override void Close()
    {
        _isClosed = true;
        base.Close();
    }

    private protected override void Remember(RequestJob job)
    {
        if (_mutation != Mutation.AnswersForgotten)
            base.Remember(job);
    }

    private protected override void Empty(RequestJob job)
    {
        if (_mutation != Mutation.FailureKeepsItsReply)
            base.Empty(job);
    }

    private protected override void DropWaiting(TimeSpan now)
    {
        if (_mutation != Mutation.WaitingKeptOverChannels)
            base.DropWaiting(now);
    }

    private protected override void LookAgain()
    {
        if (_mutation != Mutation.NoSecondLook)
            base.LookAgain();
    }

    private protected override void EndBeside(RequestJob job)
    {
        if (_mutation != Mutation.PlaceGivenBackLast)
        {
            base.EndBeside(job);
            return;
        }

        SayFree();
        GiveBack(job);
    }

    private protected override void SayFree()
    {
        bool isEarly = _thread.IsFirst();
        if (isEarly)
            _thread.MayRun();
        base.SayFree();
        _thread.Freed();
        if (!isEarly)
            _thread.MayRun();
    }
}
