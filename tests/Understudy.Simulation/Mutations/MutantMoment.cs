using Understudy.Server;

namespace Understudy.Simulation.Mutations;

/// <summary>How things stand, as a server with a deliberate bug sees it.</summary>
internal static class MutantMoment
{
    public static RequestMoment Of(Mutation mutation, RequestMoment moment) => mutation switch
    {
        Mutation.LateRequestsBegun => moment with { IsLate = false },
        Mutation.ProgressNotBounded => moment with { IsFull = false },
        _ => moment,
    };
}
