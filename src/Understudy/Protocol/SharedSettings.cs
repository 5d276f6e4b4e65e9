namespace Understudy.Protocol;

/// <summary>
/// What all servers of a cluster should have alike, as a heartbeat tells it. Where they differ each counts on others
/// that do not count on it.
/// </summary>
/// <param name="PeriodMilliseconds">The time between two heartbeats.</param>
/// <param name="HighestId">The highest id in use.</param>
/// <param name="Countdown">What a heartbeat sets the countdown to.</param>
/// <param name="ActiveFrom">The lowest countdown of an active member.</param>
/// <param name="EligibleFrom">The lowest countdown of an eligible member.</param>
/// <param name="MaxDatagramBytes">The longest datagram.</param>
internal readonly record struct SharedSettings(
    uint PeriodMilliseconds,
    byte HighestId,
    byte Countdown,
    byte ActiveFrom,
    byte EligibleFrom,
    ushort MaxDatagramBytes)
{
    /// <summary>Those of a server.</summary>
    public static SharedSettings Of(MembershipOptions membership, NetworkOptions network) => new(
        (uint)membership.Period.TotalMilliseconds,
        (byte)membership.MaxServers,
        (byte)membership.Countdown,
        (byte)membership.ActiveFrom,
        (byte)membership.EligibleFrom,
        (ushort)network.MaxDatagramBytes);
}
