namespace Understudy.Protocol;

/// <summary>A server says that it is there, or that it leaves.</summary>
/// <param name="Sender">The sender's incarnation; null where the dialect does not tell it.</param>
/// <param name="Sequence">Counts what this incarnation says.</param>
/// <param name="Id">The sender's id.</param>
/// <param name="IsLeaving">Whether it is the sender's last heartbeat.</param>
/// <param name="NotServing">Why the sender is not to be counted on, if it is not.</param>
/// <param name="Load">How much of what the sender can do it has to do: 255 is all of it.</param>
/// <param name="Settings">What should be alike on all servers.</param>
/// <param name="UptimeMicroseconds">How long this incarnation has run.</param>
/// <param name="RequestsHeard">How many requests it has heard.</param>
/// <param name="RequestsAnswered">How many of them it has answered.</param>
/// <remarks>In the classic dialect there is the id, and nothing else.</remarks>
internal readonly record struct HeartbeatMessage(
    ulong? Sender,
    ulong Sequence,
    int Id,
    bool IsLeaving = false,
    NotServingReason NotServing = NotServingReason.None,
    byte Load = 0,
    SharedSettings Settings = default,
    ulong UptimeMicroseconds = 0,
    ulong RequestsHeard = 0,
    ulong RequestsAnswered = 0);
