using Understudy.Simulation.Chance;
using Understudy.Simulation.Checking;
using Understudy.Simulation.Mutations;
using Understudy.Simulation.Network;
using Understudy.Simulation.Plans;
using Understudy.Simulation.Timing;
using Understudy.Simulation.Tracing;

namespace Understudy.Simulation.Hosts;

/// <summary>What all hosts of a run share.</summary>
/// <param name="Plan">What the run is told.</param>
/// <param name="Mutation">The deliberate bug that all hosts have.</param>
/// <param name="Events">The time.</param>
/// <param name="Network">Carries what they say.</param>
/// <param name="Dice">Chance, but for the network's.</param>
/// <param name="Checks">Watches.</param>
/// <param name="Trace">Takes down what happens; null where nobody asks.</param>
internal sealed record World(
    Plan Plan, Mutation Mutation, EventQueue Events, SimNetwork Network, Dice Dice, Checks Checks, TextTrace? Trace);
