using Understudy.Simulation.Chance;
using Understudy.Simulation.Timing;

namespace Understudy.Simulation.Plans;

/// <summary>Draws a run from its seed: how large the cluster is, who takes an id, how hard the clients ask.</summary>
internal static class PlanMaker
{
    /// <summary>One in so many runs has as many servers as there are ids.</summary>
    private const int CrowdOneIn = 400;

    private const int CrowdSeconds = 12;

    public static Plan Make(ulong seed, int seconds)
    {
        var dice = new Dice(seed);
        if (dice.Below(ThrongPlan.OneIn) == 0)
            return ThrongPlan.Make(seed, dice, seconds);
        bool isCrowd = dice.Below(CrowdOneIn) == 0;
        TimeSpan period = TimeSpan.FromMilliseconds(isCrowd ? 500 : dice.Pick([1000, 1000, 1000, 500, 250]));
        long length = (isCrowd ? Math.Min(seconds, CrowdSeconds) : seconds) * Durations.Second;
        int servers = isCrowd ? MembershipOptions.HighestId : dice.Between(1, dice.Pick([3, 5, 9]));
        int clients = dice.Between(1, isCrowd ? 2 : 20);
        long tail = Math.Min(length / 2, (10 * period.Ticks) + (4 * Durations.Second));
        var plan = new Plan
        {
            Seed = seed,
            Servers = Servers(dice, servers, isCrowd),
            Clients = clients,
            RequestsPerSecond = isCrowd ? 2 : dice.Between(5, 30),
            SpreadPerThousand = dice.Pick([0, 0, 100, 500]),
            Membership = new MembershipOptions
            {
                Period = period,
                MaxServers = isCrowd ? MembershipOptions.HighestId : (2 * servers) + 4,
            },
            RememberedRequests = dice.Pick([256, 1024, 4096]),
            MaxRequestsInProgress = dice.Pick([1, 2, 4, 256]),
            MaxWaiting = dice.Pick([8, 1024]),
            Timeout = TimeSpan.FromSeconds(5),
            Faults = [],
            HealedAt = length - tail,
            LoadEndsAt = length - (Durations.Second / 2),
            EndsAt = length,
        };
        return plan with { Faults = FaultMaker.Make(dice, plan) };
    }

    private static HostPlan[] Servers(Dice dice, int count, bool isCrowd)
    {
        int automatic = isCrowd ? 0 : dice.Pick([0, 0, 300, 1000]);
        int sharing = isCrowd ? 0 : dice.Pick([0, 0, 0, 150]);
        bool together = dice.Happens(500);
        var servers = new HostPlan[count];
        for (int server = 0; server < count; server++)
        {
            int id = server > 0 && dice.Happens(sharing) ? dice.Between(1, server) : server + 1;
            servers[server] = new HostPlan(
                dice.Happens(automatic) ? null : id,
                together ? dice.Below(Durations.Millisecond) : dice.Below(2 * Durations.Second),
                isCrowd ? 1024 : dice.Pick([16, 64, 256]),
                BesidePerThousand: dice.Pick([0, 0, 0, 1000, 1000, 500]),
                dice.Between(10, 100));
        }

        return servers;
    }
}
