using Understudy.Simulation.Checking;
using Understudy.Simulation.Plans;

namespace Understudy.Simulation.Running;

/// <summary>How a run ended.</summary>
/// <param name="Plan">What it was told.</param>
/// <param name="Violation">The first promise that was broken; null where none was.</param>
/// <param name="Ticks">How long it lasted, in simulated time.</param>
/// <param name="Requests">How many requests were begun.</param>
/// <param name="Trace">What happened; null where nobody asked.</param>
internal sealed record RunResult(Plan Plan, Violation? Violation, long Ticks, int Requests, string? Trace);
