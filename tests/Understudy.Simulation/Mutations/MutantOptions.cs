using Understudy.Membership;

namespace Understudy.Simulation.Mutations;

/// <summary>Mutations of the failure detector's settings.</summary>
internal static class MutantOptions
{
    public static MembershipOptions Of(Mutation mutation, MembershipOptions options) => mutation switch
    {
        Mutation.EligibleThresholdTooHigh => options with { EligibleFrom = options.EligibleFrom + 1 },
        Mutation.EligibleThresholdTooLow => options with { EligibleFrom = options.EligibleFrom - 1 },
        _ => options,
    };
}
