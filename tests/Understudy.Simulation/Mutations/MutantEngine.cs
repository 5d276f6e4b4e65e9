using Understudy.Server;

namespace Understudy.Simulation.Mutations;

/// <summary>The heartbeats of a server with a deliberate bug.</summary>
internal sealed class MutantEngine : HeartbeatEngine
{
    private readonly Mutation _mutation;
    private TimeSpan? _stoodStillUntil;

    public MutantEngine(
        Mutation mutation, HeartbeatCore core, ServingWatch serving, IHeartbeatEvents events)
        : base(core, serving, events)
        => _mutation = mutation;

    private protected override HeartbeatDuty Do(HeartbeatCore core, TimeSpan now, NotServingReason why)
    {
        if (_mutation == Mutation.LateTickNotNoticed)
        {
            // Nothing has come to a server while it stood still: it would be silent as one that is deaf, instead.
            if (core.Members.IsOverdue(now))
                _stoodStillUntil = now;
            if (why == NotServingReason.Deaf && now - _stoodStillUntil < TimeSpan.FromMilliseconds(100))
                why = NotServingReason.None;
            now = core.NextDue;
        }

        if (_mutation == Mutation.CountdownByWallTime)
        {
            while (core.Members.IsOverdue(now))
                core.Members.Tick(core.Members.NextTick);
        }

        if (_mutation == Mutation.SilentNeverGivenUp)
        {
            foreach (byte id in core.Members.View.EligibleIds)
            {
                if (id != core.Members.View.Id)
                    core.Members.Hear(id);
            }
        }

        return base.Do(core, now, why);
    }
}
