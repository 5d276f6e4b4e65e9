using Understudy.Membership;
using Understudy.Server;

namespace Understudy.Simulation.Mutations;

/// <summary>What a server makes of its failures, with a deliberate bug.</summary>
internal sealed class MutantServing : ServingWatch
{
    private readonly Mutation _mutation;

    private MutantServing(Mutation mutation, TimeSpan period)
        : base(period)
        => _mutation = mutation;

    public static ServingWatch Of(Mutation mutation, MembershipOptions options) => new MutantServing(
        mutation, options.Period)
    {
        StuckAfter = mutation == Mutation.StuckNotWithheld ? TimeSpan.MaxValue : options.Period,
    };

    public override bool IsDeaf
    {
        get => base.IsDeaf && _mutation != Mutation.DeafnessNotNoticed;
        set => base.IsDeaf = value;
    }

    public override bool Replied(RequestJob job, bool isSent)
        => _mutation == Mutation.FailuresNotCounted
            ? isSent && job.Failure == FailureReason.None
            : base.Replied(job, isSent);

    public override void AskedAgain(RequestJob job, Decision decision)
    {
        if (_mutation != Mutation.FailuresOfAllCounted)
            base.AskedAgain(job, decision);
    }
}
