using Understudy.Simulation.Running;

namespace Understudy.Tests.Simulation;

/// <summary>A fixed set of runs, in which no promise is broken.</summary>
public class SeedTests
{
    [Fact]
    public void Seeds_OfTheFixedSet_BreakNoPromise()
    {
        var options = new BatchOptions { First = 1, Count = 100, Seconds = 60 };
        BatchResult result = Batch.Run(options, TestContext.Current.CancellationToken);
        Assert.Equal(100, result.Runs);
        Assert.Equal([], result.Failures.Select(failure => $"seed {failure.Plan.Seed}: {failure.Violation}"));
    }
}
