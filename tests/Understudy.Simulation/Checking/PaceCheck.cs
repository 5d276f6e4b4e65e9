using Understudy.Client;

namespace Understudy.Simulation.Checking;

/// <summary>
/// Each wait before a repeat is twice the one before it, from 2 ms at the least to 250 ms at the most. So no attempt
/// comes earlier than a certain time after its request began.
/// </summary>
internal static class PaceCheck
{
    /// <param name="attempt">Which attempt, from 1.</param>
    /// <returns>How long after the beginning it may be sent, in ticks.</returns>
    public static long Earliest(int attempt)
    {
        long wait = RoundTripEstimate.Floor.Ticks;
        long earliest = 0;
        for (int sent = 1; sent < attempt; sent++)
        {
            earliest += wait;
            wait = Math.Min(2 * wait, RoundTripEstimate.Ceiling.Ticks);
        }

        return earliest;
    }
}
