namespace Understudy.Server;

/// <summary>
/// What is due: at a tick, to replace both transports where they are out of date; then to send.
/// </summary>
/// <param name="Output">What to send to the heartbeat group.</param>
/// <param name="IsTick">Whether a period is over.</param>
/// <param name="IsOutOfDate">
/// Whether the tick was late or the last heartbeat did not come back: the sockets, or what waits in them, are old.
/// </param>
/// <param name="HasNoFreeId">Whether the server had to choose an id, and none was free.</param>
/// <param name="Lateness">
/// By how much the tick came late, where that means that the server stood still; else zero.
/// </param>
internal readonly record struct HeartbeatDuty(
    HeartbeatOutput Output,
    bool IsTick = false,
    bool IsOutOfDate = false,
    bool HasNoFreeId = false,
    TimeSpan Lateness = default);

/// <summary>What a server says to the heartbeat group.</summary>
internal enum HeartbeatOutput
{
    Nothing,

    /// <summary>It has just started, and asks who is there.</summary>
    Probe,

    /// <summary>It is there.</summary>
    Heartbeat,
}
