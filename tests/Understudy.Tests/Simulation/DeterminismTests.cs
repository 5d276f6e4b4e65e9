using Understudy.Simulation.Plans;
using Understudy.Simulation.Running;

namespace Understudy.Tests.Simulation;

/// <summary>A run is decided by its plan, and by nothing else.</summary>
public class DeterminismTests
{
    private const int Seconds = 20;

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(23)]
    public void Traces_OfOneSeed_AreTheSameByteForByte(ulong seed)
    {
        RunResult first = ClusterRun.Of(PlanMaker.Make(seed, Seconds), traced: true);
        RunResult second = ClusterRun.Of(PlanMaker.Make(seed, Seconds), traced: true);
        Assert.True(first.Trace is { Length: > 10_000 });
        Assert.Equal(first.Trace, second.Trace, StringComparer.Ordinal);
        Assert.Equal(first.Digest, second.Digest);
    }

    [Fact]
    public void Traces_OfTwoSeeds_Differ()
    {
        RunResult first = ClusterRun.Of(PlanMaker.Make(1, Seconds));
        RunResult second = ClusterRun.Of(PlanMaker.Make(2, Seconds));
        Assert.NotEqual(first.Digest, second.Digest);
    }

    [Fact]
    public void Run_ThatIsTraced_IsTheSameRun()
    {
        RunResult traced = ClusterRun.Of(PlanMaker.Make(3, Seconds), traced: true);
        RunResult plain = ClusterRun.Of(PlanMaker.Make(3, Seconds));
        Assert.Equal(traced.Digest, plain.Digest);
        Assert.Null(plain.Trace);
    }

    [Fact]
    public void Batch_OnOneThreadOrSeveral_DoesTheSame()
    {
        var options = new BatchOptions { First = 1000, Count = 150, Seconds = 10 };
        BatchResult one = Batch.Run(options with { Threads = 1 }, TestContext.Current.CancellationToken);
        BatchResult many = Batch.Run(options with { Threads = 5 }, TestContext.Current.CancellationToken);
        Assert.Equal(150, many.Runs);
        Assert.Equal(
            (one.Digest, one.Requests, one.SimulatedSeconds), (many.Digest, many.Requests, many.SimulatedSeconds));
    }

    [Fact]
    public void Plan_FromAFile_IsTheSameRun()
    {
        Plan plan = PlanMaker.Make(11, Seconds);
        string path = Path.GetTempFileName();
        try
        {
            PlanFile.Write(path, plan);
            Assert.Equal(ClusterRun.Of(plan).Digest, ClusterRun.Of(PlanFile.Read(path)).Digest);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
