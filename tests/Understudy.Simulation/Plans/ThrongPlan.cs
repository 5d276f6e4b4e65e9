using Understudy.Simulation.Chance;
using Understudy.Simulation.Network;
using Understudy.Simulation.Timing;

namespace Understudy.Simulation.Plans;

/// <summary>
/// A run with hundreds of clients, who for some seconds ask for twice what all servers can do. No client asks for much,
/// so none can know by itself how little its repeats help; nothing else goes wrong.
/// </summary>
internal static class ThrongPlan
{
    /// <summary>One in so many runs is one.</summary>
    public const int OneIn = 400;

    /// <summary>How few clients are a throng.</summary>
    public const int LeastClients = 200;

    private const int MostSeconds = 16;
    private const int Overload = 2;

    public static Plan Make(ulong seed, Dice dice, int seconds)
    {
        long length = Math.Min(seconds, MostSeconds) * Durations.Second;
        int servers = dice.Between(1, 4);
        int clients = dice.Between(LeastClients, 2 * LeastClients);
        int load = clients * dice.Between(2, 5);
        int places = dice.Pick([1, 16]);
        int beside = places == 1 ? 0 : 1000;
        int milliseconds = Math.Max(1, Overload * 1000 * places * servers / load);
        long from = length / 8;
        long until = length / 2;
        return new Plan
        {
            Seed = seed,
            Servers = [.. Enumerable.Range(1, servers).Select(
                id => new HostPlan(id, StartsAt: 0, QueueCapacity: 1024, beside, HandlerMicroseconds: 50))],
            Clients = clients,
            RequestsPerSecond = load,
            SpreadPerThousand = 0,
            Membership = new MembershipOptions { MaxServers = 9 },
            RememberedRequests = 4096,
            MaxRequestsInProgress = places,
            MaxWaiting = 1024,
            Timeout = TimeSpan.FromSeconds(2),
            Faults = [.. Enumerable.Range(0, servers).Select(
                server => new Fault(
                    FaultKind.SlowHandler, from, until, server, Other: 0, milliseconds, Channels.None))],
            HealedAt = until,
            LoadEndsAt = length - (Durations.Second / 2),
            EndsAt = length,
        };
    }
}
