using System.Collections.Concurrent;
using Understudy.Simulation.Mutations;
using Understudy.Simulation.Plans;
using Understudy.Simulation.Running;

namespace Understudy.Simulation.Catching;

/// <summary>Looks for the first seed of a range that finds a mutation.</summary>
internal sealed class MutationTrial
{
    private readonly CatchingOptions _options;
    private readonly ConcurrentDictionary<ulong, bool> _sound = new();

    public MutationTrial(CatchingOptions options) => _options = options;

    /// <summary>A seed counts only where it passes without the mutation.</summary>
    /// <returns>How many seeds it took, and which promise was broken; null where the range was not enough.</returns>
    public Catch? Run(Mutation mutation, int range, CancellationToken stop = default)
    {
        ulong first = unchecked(_options.First + ((ulong)range * CatchingOptions.Stride));
        for (ulong index = 0; index < _options.Seeds && !stop.IsCancellationRequested; index++)
        {
            ulong seed = unchecked(first + index);
            RunResult result = ClusterRun.Of(PlanMaker.Make(seed, _options.Seconds), mutation);
            if (result.Violation is { } violation && _sound.GetOrAdd(seed, IsSound))
                return new Catch(index + 1, violation.Checker);
        }

        return null;
    }

    private bool IsSound(ulong seed) => ClusterRun.Of(PlanMaker.Make(seed, _options.Seconds)).Violation is null;
}
