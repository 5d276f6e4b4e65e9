using Understudy.Simulation.Timing;

namespace Understudy.Simulation.Plans;

/// <summary>
/// Everything that a run is told: the cluster, the load, the faults. The seed decides what is left to chance.
/// </summary>
internal sealed record Plan
{
    /// <summary>No datagram is under way for longer than this.</summary>
    public const long LongestDelay = 2 * Durations.Second;

    public required ulong Seed { get; init; }

    public required HostPlan[] Servers { get; init; }

    public required int Clients { get; init; }

    /// <summary>How many requests all clients together begin in a second.</summary>
    public required int RequestsPerSecond { get; init; }

    /// <summary>How many in a thousand requests ask for the order <c>spread</c>.</summary>
    public required int SpreadPerThousand { get; init; }

    public required MembershipOptions Membership { get; init; }

    public required int RememberedRequests { get; init; }

    public required int MaxRequestsInProgress { get; init; }

    /// <summary>How many requests may wait behind a server's handler.</summary>
    public required int MaxWaiting { get; init; }

    public required TimeSpan Timeout { get; init; }

    public required Fault[] Faults { get; init; }

    /// <summary>When every fault is over, but for those that last.</summary>
    public required long HealedAt { get; init; }

    /// <summary>When the clients ask no more; what is under way may end.</summary>
    public required long LoadEndsAt { get; init; }

    public required long EndsAt { get; init; }

    /// <summary>
    /// How late a fault of this kind may end: the requests of a burst have ended, too, when all faults are over.
    /// </summary>
    public long LatestEndOf(FaultKind kind) => kind == FaultKind.Burst ? HealedAt - Timeout.Ticks : HealedAt;

    /// <summary>The clients come after the servers.</summary>
    public int Hosts => Servers.Length + Clients;
}
