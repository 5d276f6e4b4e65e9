using Understudy.Server;
using Understudy.Simulation.Hosts;
using Understudy.Simulation.Plans;

namespace Understudy.Simulation.Mutations;

/// <summary>Mutations of what the cores are told.</summary>
internal static class MutantOptions
{
    public static MembershipOptions Of(Mutation mutation, MembershipOptions options) => mutation switch
    {
        Mutation.EligibleThresholdTooHigh => options with { EligibleFrom = options.EligibleFrom + 1 },
        Mutation.EligibleThresholdTooLow => options with { EligibleFrom = options.EligibleFrom - 1 },
        _ => options,
    };

    public static RequestDeskOptions DeskOf(Mutation mutation, Plan plan, ServerLife life)
    {
        var options = new RequestDeskOptions
        {
            MaxRequestsInProgress = plan.MaxRequestsInProgress,
            RememberedRequests = plan.RememberedRequests,
            MaxWaiting = plan.MaxWaiting,
            MaxDatagramBytes = ServerLife.MaxDatagramBytes,
            Serving = life.Serving,
            Incarnation = life.Incarnation,
            Counts = life.Counts,
        };
        return mutation switch
        {
            Mutation.RequestsNotRemembered => options with { RememberedRequests = 1 },
            Mutation.TooFewRemembered => options with { RememberedRequests = plan.RememberedRequests / 16 },
            Mutation.LateRequestsBegun => options with { MaxWait = TimeSpan.MaxValue },
            Mutation.NothingCollected => options with { LongWork = TimeSpan.MaxValue, ManyCalls = int.MaxValue },
            Mutation.WaitingNotBounded => options with { MaxWaiting = int.MaxValue },
            Mutation.ProgressNotBounded => options with { MaxRequestsInProgress = int.MaxValue },
            _ => options,
        };
    }

    /// <summary>How long a client waits for an answer.</summary>
    public static TimeSpan TimeoutOf(Mutation mutation, Plan plan) => mutation switch
    {
        Mutation.TimesOutEarly => plan.Timeout / 2,
        Mutation.NeverTimesOut => TimeSpan.FromDays(1),
        _ => plan.Timeout,
    };

    /// <param name="mutation">The mutation.</param>
    /// <param name="drawn">The incarnation that was drawn for this start.</param>
    /// <param name="server">Whose it is.</param>
    public static ulong IncarnationOf(Mutation mutation, ulong drawn, int server)
        => mutation == Mutation.IncarnationReused ? (ulong)server + 1 : Math.Max(1, drawn);
}
