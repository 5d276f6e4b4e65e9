using Understudy.Simulation.Mutations;
using Understudy.Simulation.Plans;
using Understudy.Simulation.Running;
using Understudy.Simulation.Shrinking;

namespace Understudy.Tests.Simulation;

public class PlanShrinkerTests
{
    /// <summary>A seed whose run breaks a promise with this mutation by one of its faults, among many others.</summary>
    private static RunResult Planted()
    {
        for (ulong seed = 1; seed < 1000; seed++)
        {
            Plan plan = PlanMaker.Make(seed, 60);
            bool isRich = plan.Faults.Length >= 10 && plan.Servers.Length is > 2 and < 10
                && Array.TrueForAll(plan.Faults, fault => fault.Kind != FaultKind.SlowHandler);
            RunResult? run = isRich ? ClusterRun.Of(plan, Mutation.StuckNotWithheld) : null;
            if (run is { Violation.Checker: "a stuck server says so" } failure)
                return failure;
        }

        throw new InvalidOperationException("No seed has the fault that is to be found.");
    }

    [Fact]
    public void Shrink_OfAHangingHandler_LeavesThatOneFault()
    {
        RunResult failure = Planted();
        ShrunkPlan shrunk = PlanShrinker.Shrink(failure, Mutation.StuckNotWithheld);
        Assert.Equal(FaultKind.StuckHandler, Assert.Single(shrunk.Plan.Faults).Kind);
        Assert.Equal(1, shrunk.Plan.Clients);
        Assert.True(shrunk.Plan.Servers.Length < failure.Plan.Servers.Length);
        Assert.True(shrunk.Plan.EndsAt < failure.Plan.EndsAt);

        // No try runs more servers than the failure did: the search has ended because nothing simpler fails.
        Assert.InRange(shrunk.Tries * failure.Plan.Servers.Length, 1, PlanShrinker.MaxServersRun);
        Assert.Equal(
            failure.Violation?.Checker, ClusterRun.Of(shrunk.Plan, Mutation.StuckNotWithheld).Violation?.Checker);
    }

    [Fact]
    public void Shrink_OfTheSameFailure_FindsTheSame()
    {
        RunResult failure = Planted();
        ShrunkPlan first = PlanShrinker.Shrink(failure, Mutation.StuckNotWithheld);
        ShrunkPlan second = PlanShrinker.Shrink(failure, Mutation.StuckNotWithheld);
        Assert.Equal(first.Tries, second.Tries);
        Assert.Equal(first.Plan.Faults, second.Plan.Faults);
    }

    [Fact]
    public void Shrink_OfARunThatPassed_Throws()
    {
        RunResult passed = ClusterRun.Of(PlanMaker.Make(1, 5));
        Assert.Null(passed.Violation);
        Assert.Throws<ArgumentException>(() => PlanShrinker.Shrink(passed, Mutation.None));
    }
}
