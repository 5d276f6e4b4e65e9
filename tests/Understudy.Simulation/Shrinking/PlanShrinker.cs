using Understudy.Simulation.Mutations;
using Understudy.Simulation.Plans;
using Understudy.Simulation.Running;

namespace Understudy.Simulation.Shrinking;

/// <summary>
/// Looks for the shortest fault schedule, and then for the simplest plan, that still breaks the same promise. A run
/// that is changed draws other chances, so a plan that is not found to fail may do so for another seed: what comes out
/// is short, and not the shortest there is.
/// </summary>
internal sealed class PlanShrinker
{
    /// <summary>
    /// So many servers may be run in all, over all tries: 600 tries of nine, and some twenty of 255. They are counted
    /// rather than timed, so that the outcome is always the same.
    /// </summary>
    public const int MaxServersRun = 5_400;

    private readonly Mutation _mutation;
    private readonly string _checker;

    private PlanShrinker(Mutation mutation, string checker)
    {
        _mutation = mutation;
        _checker = checker;
    }

    private int Tries { get; set; }

    private int ServersRun { get; set; }

    /// <param name="failure">A run that failed.</param>
    /// <param name="mutation">The deliberate bug that was in it.</param>
    public static ShrunkPlan Shrink(RunResult failure, Mutation mutation)
    {
        if (failure.Violation is not { } violation)
            throw new ArgumentException("Nothing failed in this run.", nameof(failure));

        var shrinker = new PlanShrinker(mutation, violation.Checker);
        Plan plan = shrinker.WithFewestFaults(failure.Plan);
        bool isSimpler;
        do
            plan = shrinker.WithFewestFaults(shrinker.Simplest(plan, out isSimpler));
        while (isSimpler);
        return new ShrunkPlan(plan, shrinker.Tries);
    }

    private Plan WithFewestFaults(Plan plan) => plan with
    {
        Faults = DeltaDebugging.Minimize(plan.Faults, faults => StillFails(plan with { Faults = faults })),
    };

    private Plan Simplest(Plan plan, out bool isSimpler)
    {
        isSimpler = false;
        foreach (Func<Plan, IEnumerable<Plan>> way in SimplerPlans.Ways)
        {
            while (way(plan).FirstOrDefault(StillFails) is { } simpler)
            {
                plan = simpler;
                isSimpler = true;
            }
        }

        return plan;
    }

    private bool StillFails(Plan plan)
    {
        if (ServersRun + plan.Servers.Length > MaxServersRun)
            return false;

        Tries++;
        ServersRun += plan.Servers.Length;
        return ClusterRun.Of(plan, _mutation).Violation?.Checker == _checker;
    }
}
