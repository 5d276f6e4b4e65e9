namespace Understudy.Simulation.Catching;

/// <summary>A mutation was found.</summary>
/// <param name="Seeds">By so many seeds.</param>
/// <param name="Checker">By this promise, which it broke.</param>
internal sealed record Catch(ulong Seeds, string Checker);
