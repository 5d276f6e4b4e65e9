namespace Understudy;

/// <summary>
/// The failure detector. Each server keeps a countdown for every other: a heartbeat heard sets it to
/// <see cref="Countdown"/>, and each heartbeat that the server itself sends takes one off. All servers of a cluster
/// should have the same values.
/// </summary>
/// <remarks>
/// A silent server stops being eligible after <c>Countdown - EligibleFrom + 1</c> periods: with the defaults, three. A
/// longer period or a higher countdown is the safer side against false alarms, and costs time to take over. A server
/// copies its options when it is made: to change them later has no effect on it.
/// </remarks>
public sealed record MembershipOptions
{
    /// <summary>The highest id any server can have.</summary>
    public const int HighestId = 255;

    /// <summary>So many ticks may come between two heartbeats of a member that is well.</summary>
    private const int LateTicks = 2;

    /// <summary>The time between two heartbeats: 1 s by default; from 10 ms to 1 min.</summary>
    public TimeSpan Period { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>What a heartbeat sets the countdown to: 4 by default; from 3 to 255.</summary>
    public int Countdown { get; set; } = 4;

    /// <summary>
    /// The lowest countdown at which a member is <see cref="MemberState.Active"/>: 3 by default; from
    /// <see cref="EligibleFrom"/> to one less than <see cref="Countdown"/>, since each tick takes one off before the
    /// next heartbeat puts it back.
    /// </summary>
    public int ActiveFrom { get; set; } = 3;

    /// <summary>
    /// The lowest countdown at which a member still counts as able to answer: 2 by default; from 1 to
    /// <see cref="ActiveFrom"/>, and at least two less than <see cref="Countdown"/>: a heartbeat that comes a little
    /// late comes after two ticks, and a member must not be given up for that. Lower is the safer side.
    /// </summary>
    public int EligibleFrom { get; set; } = 2;

    /// <summary>
    /// The highest id in use: 255 by default, from 1 to 255. Heartbeats of higher ids are dropped.
    /// </summary>
    public int MaxServers { get; set; } = HighestId;

    /// <summary>Checks every value.</summary>
    /// <exception cref="InvalidOptionException">A value cannot work.</exception>
    public void Validate()
    {
        InvalidOptionException.ThrowIfOutside(
            Period, TimeSpan.FromMilliseconds(10), TimeSpan.FromMinutes(1), nameof(Period));
        InvalidOptionException.ThrowIfOutside(MaxServers, 1, HighestId, nameof(MaxServers));
        InvalidOptionException.ThrowIfOutside(Countdown, LateTicks + 1, 255, nameof(Countdown));
        InvalidOptionException.ThrowIfOutside(ActiveFrom, 1, Countdown - 1, nameof(ActiveFrom));
        int most = Math.Min(ActiveFrom, Countdown - LateTicks);
        InvalidOptionException.ThrowIfOutside(EligibleFrom, 1, most, nameof(EligibleFrom));
    }

    internal bool IsEligibleAt(int countdown, NotServingReason why = NotServingReason.None)
        => countdown >= EligibleFrom && why == NotServingReason.None;

    internal MemberState StateAt(int countdown, NotServingReason why = NotServingReason.None)
    {
        if (countdown >= EligibleFrom && why != NotServingReason.None)
            return MemberState.NotServing;
        if (countdown >= ActiveFrom)
            return MemberState.Active;
        if (countdown >= EligibleFrom)
            return MemberState.AwaitingConfirmation;
        return countdown > 0 ? MemberState.Unresponsive : MemberState.Disconnected;
    }
}
