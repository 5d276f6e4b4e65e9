namespace Understudy.Membership;

/// <summary>
/// What is to be done at a tick. Where the tick was late or the echo was missed, the sockets, or what waits in them,
/// are out of date: they must be replaced.
/// </summary>
/// <param name="SendHeartbeat">Whether this server's heartbeat is due; not while it listens or stands aside.</param>
/// <param name="Lateness">
/// By how much the tick came late, where that means that the server stood still; else zero.
/// </param>
/// <param name="EchoMissed">Whether the heartbeat of the last tick did not come back.</param>
internal readonly record struct TickResult(bool SendHeartbeat, TimeSpan Lateness, bool EchoMissed);
