using Understudy.Simulation.Chance;
using Understudy.Simulation.Network;
using Understudy.Simulation.Timing;

namespace Understudy.Simulation.Plans;

/// <summary>
/// A fault of one server that is never mended: the others go on without it, and clients learn to do without it.
/// </summary>
internal static class LastingFault
{
    private const int OneIn = 6;

    private static readonly FaultKind[] Kinds
        = [FaultKind.Crash, FaultKind.Leave, FaultKind.Pause, FaultKind.Deaf, FaultKind.Deaf, FaultKind.Mute];

    private static readonly Channels[] Heard = [Channels.Requests, Channels.Heartbeats, Channels.All];
    private static readonly Channels[] Said = [Channels.Replies, Channels.Heartbeats, Channels.All];

    /// <summary>Draws one, for some runs.</summary>
    public static Fault? Draw(Dice dice, Plan plan)
    {
        if (dice.Below(OneIn) != 0)
            return null;

        FaultKind kind = dice.Pick<FaultKind>(Kinds);
        var fault = new Fault(
            kind,
            dice.Between(0, plan.HealedAt - (Durations.Second / 2)),
            Fault.Never,
            dice.Below(plan.Servers.Length),
            Other: 0,
            Amount: 0,
            kind switch
            {
                FaultKind.Deaf => dice.Pick<Channels>(Heard),
                FaultKind.Mute => dice.Pick<Channels>(Said),
                _ => Channels.None,
            });
        return IsBearable(plan, fault) ? fault : null;
    }

    /// <summary>Whether the servers can do without one that has it.</summary>
    /// <remarks>
    /// A server whose heartbeats are heard holds its id, though it answers nobody: no other with the same id can take
    /// over. So ids must differ, and nobody choose one that it cannot hear of.
    /// </remarks>
    public static bool IsBearable(Plan plan, Fault fault)
    {
        bool idsDiffer = plan.Servers.DistinctBy(server => server.Id).Count() == plan.Servers.Length
            && !Array.Exists(plan.Servers, server => server.Id is null)
            && !Array.Exists(plan.Faults, other => other.LosesId);
        return plan.Servers.Length > 1 && (idsDiffer || !(fault.Hollows || fault.Kind == FaultKind.Deaf));
    }
}
