namespace Understudy.Simulation.Checking;

/// <summary>A promise that was broken.</summary>
/// <param name="Checker">Which.</param>
/// <param name="At">When, in ticks.</param>
/// <param name="What">How.</param>
internal sealed record Violation(string Checker, long At, string What);
