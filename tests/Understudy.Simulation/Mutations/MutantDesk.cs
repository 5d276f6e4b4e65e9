using Understudy.Protocol;
using Understudy.Server;

namespace Understudy.Simulation.Mutations;

/// <summary>A desk with a deliberate bug.</summary>
internal sealed class MutantDesk : RequestDesk
{
    private readonly Mutation _mutation;

    public MutantDesk(
        Mutation mutation,
        IRequestDialect dialect,
        HeartbeatCore heartbeats,
        RequestDeskOptions options,
        IRequestEvents events)
        : base(dialect, heartbeats, options, events)
        => _mutation = mutation;

    private protected override void Remember(RequestJob job)
    {
        if (_mutation != Mutation.AnswersForgotten)
            base.Remember(job);
    }
}
