using Understudy.Server;

namespace Understudy.Simulation.Mutations;

/// <summary>How a call of a handler ends, told with a deliberate bug.</summary>
internal static class MutantService
{
    public static HandlerResult ResultOf(Mutation mutation, in HandlerResult result) => mutation switch
    {
        Mutation.FailureOverlooked => result with { Error = null },
        _ => result,
    };
}
