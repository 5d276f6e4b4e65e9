using Understudy.Simulation.Plans;

namespace Understudy.Simulation.Shrinking;

/// <param name="Plan">A plan that fails as the one it was made from.</param>
/// <param name="Tries">How many runs it took to find it.</param>
internal sealed record ShrunkPlan(Plan Plan, int Tries);
