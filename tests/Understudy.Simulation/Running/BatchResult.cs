namespace Understudy.Simulation.Running;

/// <summary>What became of many seeds.</summary>
/// <param name="Failures">The runs that failed, by seed.</param>
internal sealed record BatchResult(IReadOnlyList<RunResult> Failures)
{
    public required long Runs { get; init; }

    public required long Requests { get; init; }

    public required double SimulatedSeconds { get; init; }

    /// <summary>A number for everything that happened in all of them, whichever thread each was on.</summary>
    public required ulong Digest { get; init; }
}
