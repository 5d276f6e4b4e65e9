using Understudy.Simulation.Plans;
using Understudy.Simulation.Timing;

namespace Understudy.Simulation.Checking;

/// <summary>Every request comes to an end: an answer, or the timeout.</summary>
internal static class EndCheck
{
    /// <summary>A client's thread looks for what is due every 250 ms at the least.</summary>
    private const long Grace = Durations.Second / 2;

    /// <summary>Whether a request that began then should have ended by now.</summary>
    public static bool IsOverdue(Plan plan, RequestRecord request, long now)
        => now - request.BeganAt > plan.Timeout.Ticks + Grace;

    /// <summary>The run is over.</summary>
    public static void Conclude(Plan plan, Checks checks)
    {
        foreach (RequestRecord request in checks.Requests)
        {
            if (request.Outcome == RequestOutcome.Open && IsOverdue(plan, request, plan.EndsAt))
                checks.Fail("every request ends", $"c{request.Client}'s request {request.Number} is open still");
        }
    }
}
