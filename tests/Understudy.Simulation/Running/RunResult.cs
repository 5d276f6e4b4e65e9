using Understudy.Simulation.Checking;
using Understudy.Simulation.Plans;

namespace Understudy.Simulation.Running;

/// <summary>How a run ended.</summary>
/// <param name="Plan">What it was told.</param>
/// <param name="Violation">The first promise that was broken; null where none was.</param>
internal sealed record RunResult(Plan Plan, Violation? Violation)
{
    /// <summary>How long it lasted, in simulated time.</summary>
    public required long Ticks { get; init; }

    /// <summary>How many requests were begun.</summary>
    public required int Requests { get; init; }

    /// <summary>A number for everything that happened.</summary>
    public required ulong Digest { get; init; }

    /// <summary>What happened, to read; null where nobody asked.</summary>
    public string? Trace { get; init; }
}
