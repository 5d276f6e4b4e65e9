using Understudy.Fuzzing;
using Understudy.Fuzzing.Inputs;
using Understudy.Fuzzing.Targets;

namespace Understudy.Tests.Fuzzing;

/// <summary>The whole of it: instrumented copies, workers, reports.</summary>
public sealed class FuzzSessionTests : IDisposable
{
    private const long Enough = 2_000_000;

    private readonly string _failures = Directory.CreateTempSubdirectory("understudy-failures-").FullName;

    [Fact]
    public async Task PlantedBug_BehindThreeBytes_IsFoundAndWrittenDown()
    {
        (int code, string report) = await RunAsync(PlantedTarget.Throws, Enough);
        Assert.Equal(1, code);
        Assert.Contains(
            "FAILED planted: System.InvalidOperationException: the planted bug", report, StringComparison.Ordinal);
        string[] lines = await File.ReadAllLinesAsync(
            Assert.Single(Directory.GetFiles(_failures)), TestContext.Current.CancellationToken);
        Assert.StartsWith("B76EE1", lines[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task PlantedBug_WithoutGuidance_IsNotFound()
    {
        (int code, _) = await RunAsync(PlantedTarget.Throws, Enough, isBlind: true);
        Assert.Equal(0, code);
        Assert.Empty(Directory.GetFiles(_failures));
    }

    [Fact]
    public async Task PlantedBug_ThatKillsTheProcess_IsFoundWithItsInput()
    {
        (int code, string report) = await RunAsync(PlantedTarget.Dies, Enough);
        Assert.Equal(1, code);
        Assert.Contains("the process died: Stack overflow", report, StringComparison.Ordinal);
        string[] lines = await File.ReadAllLinesAsync(
            Assert.Single(Directory.GetFiles(_failures)), TestContext.Current.CancellationToken);
        Assert.StartsWith("B76EE1", lines[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Session_WithOneSeed_TakesTheSameWay()
    {
        (int code, string first) = await RunAsync(FramedRequestTarget.TargetName, 20_000);
        (_, string second) = await RunAsync(FramedRequestTarget.TargetName, 20_000);
        Assert.Equal(0, code);
        Assert.Equal(Way(first), Way(second));
    }

    [Theory]
    [MemberData(nameof(Targets))]
    public void StartingCorpus_OfEveryTarget_FailsNothing(string name)
    {
        FuzzTarget target = AllTargets.Create(name);
        IReadOnlyList<byte[]> inputs = StartingCorpus.Read(StartingCorpus.Folder, name);
        Assert.NotEmpty(inputs);
        foreach (byte[] input in inputs)
        {
            target.Prepare();
            target.Run(input);
            target.Verify(input);
        }
    }

    public static TheoryData<string> Targets => [.. AllTargets.Named(AllTargets.All)];

    public void Dispose() => Directory.Delete(_failures, recursive: true);

    private async Task<(int Code, string Report)> RunAsync(string target, long inputs, bool isBlind = false)
    {
        using var report = new StringWriter();
        int code = await new FuzzSession
        {
            Targets = AllTargets.Named(target),
            Inputs = inputs,
            Seed = 1,
            IsBlind = isBlind,
            FailureFolder = _failures,
            Output = report,
        }.RunAsync(TestContext.Current.CancellationToken);
        return (code, report.ToString());
    }

    /// <summary>What the seed decides: the inputs, the edges and the corpus, and not the times.</summary>
    private static string[] Way(string report)
    {
        string[] cells = report.Split('\n')[1].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return [cells[0], cells[1], cells[3], cells[4]];
    }
}
