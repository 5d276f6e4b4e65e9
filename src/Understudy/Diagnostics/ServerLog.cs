using Microsoft.Extensions.Logging;
using Understudy.Protocol;

namespace Understudy.Diagnostics;

/// <summary>
/// What a server says, each sentence with an event id of its own. The names of the fields are what programs read: one
/// name for one thing.
/// </summary>
internal static partial class ServerLog
{
    [LoggerMessage(2, LogLevel.Information, "stopped")]
    public static partial void Stopped(this ILogger logger);

    [LoggerMessage(3, LogLevel.Information, "the {Group} group: {Problem}")]
    public static partial void OpenedWithWarning(this ILogger logger, string group, string problem);

    [LoggerMessage(EventId = 10, Message = "server {Member}: {From} -> {To} ({Reason}){HeldBack}")]
    public static partial void MemberChanged(
        this ILogger logger, LogLevel level, int member, Spoken from, Spoken to, Spoken reason, Alike heldBack);

#pragma warning disable SYSLIB1015 // The role's words tell the rest; for programs the log has the values beside them.
    [LoggerMessage(EventId = 11, Message = "role: {Role}{HeldBack}")]
    public static partial void RoleChanged(
        this ILogger logger, LogLevel level, Spoken role, ServerRole roleBefore, int? lead, Alike heldBack);
#pragma warning restore SYSLIB1015

    [LoggerMessage(
        13,
        LogLevel.Warning,
        "{Sender} also uses id {Id}: give each server an id of its own (UnderstudyServerOptions.Id){HeldBack}")]
    public static partial void IdTaken(this ILogger logger, int id, Peer sender, Alike heldBack);

    [LoggerMessage(
        14, LogLevel.Warning, "this server stood still for {Seconds:0.0} s: what waited meanwhile is dropped")]
    public static partial void Paused(this ILogger logger, double seconds);

    [LoggerMessage(
        18,
        LogLevel.Warning,
        "server {Id} at {Sender} has other settings, so it and this server may not agree who answers: "
            + "{Difference}{HeldBack}")]
    public static partial void SettingsDiffer(
        this ILogger logger, int id, Peer sender, string difference, Alike heldBack);

    [LoggerMessage(
        19,
        LogLevel.Warning,
        "{Sender} speaks in this server's name (a stranger, who forges heartbeats): it takes another{HeldBack}")]
    public static partial void Impersonated(this ILogger logger, Peer sender, Alike heldBack);

    [LoggerMessage(15, LogLevel.Information, "this server takes id {Id}, the lowest that is free{HeldBack}")]
    public static partial void IdChosen(this ILogger logger, int id, Alike heldBack);

    [LoggerMessage(
        16, LogLevel.Warning, "{Sender} also uses id {Id}: the one that started later takes another{HeldBack}")]
    public static partial void ChosenIdTaken(this ILogger logger, int id, Peer sender, Alike heldBack);

    [LoggerMessage(17, LogLevel.Warning, "no id from 1 to {Highest} is free: waiting for one")]
    public static partial void NoFreeId(this ILogger logger, int highest);

    [LoggerMessage(20, LogLevel.Debug, "request \"{Request}\" from {Client}: answered \"{Reply}\"")]
    public static partial void Answered(this ILogger logger, string request, Peer client, string reply);

#pragma warning disable SYSLIB1015 // As above.
    [LoggerMessage(21, LogLevel.Debug, "request \"{Request}\" from {Client}: {Reason}")]
    public static partial void NotAnswered(
        this ILogger logger, string request, Peer client, string reason, string decision);

    [LoggerMessage(24, LogLevel.Warning, "request \"{Request}\" from {Client}: {Reason}{HeldBack}")]
    public static partial void TurnedAway(
        this ILogger logger, string request, Peer client, string reason, string decision, Alike heldBack);
#pragma warning restore SYSLIB1015

    [LoggerMessage(22, LogLevel.Debug, "request \"{Request}\" from {Client}: rejected: {Reply}")]
    public static partial void Rejected(this ILogger logger, string request, Peer client, string reply);

    [LoggerMessage(
        29, LogLevel.Debug, "request \"{Request}\" from {Client}: not carried out; the client is told so")]
    public static partial void Failed(this ILogger logger, string request, Peer client);

    [LoggerMessage(23, LogLevel.Error, "request \"{Request}\" from {Client}: the handler failed{HeldBack}")]
    public static partial void HandlerFailed(
        this ILogger logger, Exception error, string request, Peer client, Alike heldBack);

    [LoggerMessage(31, LogLevel.Error, "the handler cannot say whether it is well{HeldBack}")]
    public static partial void HealthCheckFailed(this ILogger logger, Exception error, Alike heldBack);

    [LoggerMessage(
        25,
        LogLevel.Warning,
        "so many come that requests are remembered for {Seconds:0.0} s only: clients repeat theirs for {Timeout:0} s, "
            + "and a repeat after that is carried out again (UnderstudyServerOptions.RememberedRequests)")]
    public static partial void ForgotEarly(this ILogger logger, double seconds, double timeout);

    [LoggerMessage(26, LogLevel.Warning, "the reply to {Client} cannot be sent: {Problem}{HeldBack}")]
    public static partial void ReplyNotSent(this ILogger logger, Peer client, string problem, Alike heldBack);

    [LoggerMessage(27, LogLevel.Information, "replies can be sent again")]
    public static partial void RepliesResume(this ILogger logger);

    [LoggerMessage(
        30,
        LogLevel.Warning,
        "{Sender} sent {Length} bytes to the {Group} group that are not for it ({Reason}): ignored{HeldBack}")]
    public static partial void Dropped(
        this ILogger logger, Peer sender, int length, string group, Spoken reason, Alike heldBack);

    [LoggerMessage(40, LogLevel.Warning, "the {Group} group cannot be joined: {Problem} Trying again.")]
    public static partial void NetworkFails(this ILogger logger, string group, string problem);

    [LoggerMessage(41, LogLevel.Information, "the {Group} group is joined again on {Place}")]
    public static partial void NetworkBack(this ILogger logger, string group, string place);

    [LoggerMessage(42, LogLevel.Warning, "heartbeats cannot be sent: {Problem}; trying again{HeldBack}")]
    public static partial void HeartbeatNotSent(this ILogger logger, string problem, Alike heldBack);

    [LoggerMessage(43, LogLevel.Information, "heartbeats can be sent again")]
    public static partial void HeartbeatsResume(this ILogger logger);

    [LoggerMessage(44, LogLevel.Warning, "waiting for the network, {Seconds:0.#} s at most: {Problem}")]
    public static partial void NetworkAwaited(this ILogger logger, double seconds, string problem);

    [LoggerMessage(28, LogLevel.Error, "the handler's warm-up failed; the server joins all the same")]
    public static partial void WarmUpFailed(this ILogger logger, Exception error);

    [LoggerMessage(50, LogLevel.Error, "a subscriber of the server's events failed")]
    public static partial void SubscriberFailed(this ILogger logger, Exception error);
}
