using Understudy.Fuzzing.Coverage;
using Understudy.Fuzzing.Inputs;
using Understudy.Fuzzing.Running;
using Understudy.Fuzzing.Workers;

namespace Understudy.Fuzzing;

/// <summary>
/// One run of this program: several targets, the parts of each on all processors, and a line about each.
/// </summary>
internal sealed class FuzzSession
{
    public required IReadOnlyList<string> Targets { get; init; }

    /// <summary>For each target, over all its parts.</summary>
    public required long Inputs { get; init; }

    public required ulong Seed { get; init; }

    /// <summary>The longest for each part; null without a limit.</summary>
    public TimeSpan? Time { get; init; }

    public int Parts { get; init; } = 2;

    public bool IsBlind { get; init; }

    /// <summary>Whether to show the slowest input of each target.</summary>
    public bool ShowsSlowest { get; init; }

    /// <summary>Where the inputs that failed are written.</summary>
    public required string FailureFolder { get; init; }

    public required TextWriter Output { get; init; }

    /// <returns>The exit code: 1 when anything failed.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        using var copy = new InstrumentedCopy();
        using var processors = new SemaphoreSlim(Environment.ProcessorCount);
        var results = new ResultTable(Output);
        bool failed = false;
        // All are begun at once and wait for a processor; they are reported in their order.
        (string Target, Task<FuzzResult> Run)[] runs = [.. Targets
            .Select(target => (target, RunTargetAsync(target, copy, processors, cancellationToken)))];
        foreach ((string target, Task<FuzzResult> run) in runs)
        {
            FuzzResult result = await run;
            results.Write(target, result);
            if (ShowsSlowest)
                Output.WriteLine("  slowest: " + EscapedText.Escape(Convert.FromHexString(result.SlowestInput)));
            if (result.Failure is { } failure)
            {
                failed = true;
                Output.WriteLine(FailureFile.Write(FailureFolder, target, Seed, failure));
            }
        }

        return failed ? 1 : 0;
    }

    private async Task<FuzzResult> RunTargetAsync(
        string target, InstrumentedCopy copy, SemaphoreSlim processors, CancellationToken cancellationToken)
    {
        var edges = new SeenEdges();
        FuzzResult[] results = await Task.WhenAll(Enumerable.Range(0, Parts).Select(async part =>
        {
            var worker = new WorkerProcess(copy, new FuzzJob
            {
                Target = target,
                Corpus = StartingCorpus.Folder,
                Part = part,
                // Far apart, so that no part of one seed is the part of another.
                Seed = Seed * 1_000_003 + (ulong)part,
                Inputs = (Inputs + Parts - 1 - part) / Parts,
                Time = Time ?? TimeSpan.MaxValue,
                IsBlind = IsBlind,
            });
            await processors.WaitAsync(cancellationToken);
            try
            {
                FuzzResult result = await worker.RunAsync(cancellationToken);
                lock (edges)
                    worker.MergeInto(edges);
                return result;
            }
            finally
            {
                processors.Release();
            }
        }));
        return FuzzResult.Sum(results) with { Edges = edges.Count };
    }
}
