using Microsoft.Extensions.Logging;
using Understudy.Protocol;

namespace Understudy.Diagnostics;

/// <summary>What a server says, each sentence with an event id of its own.</summary>
internal static partial class ServerLog
{
    [LoggerMessage(
        1, LogLevel.Information, "server {Id} on {Place}: listening for {Seconds:0.###} s before it answers")]
    public static partial void Started(this ILogger logger, string id, string place, double seconds);

    [LoggerMessage(2, LogLevel.Information, "server {Id}: stopped")]
    public static partial void Stopped(this ILogger logger, string id);

    [LoggerMessage(3, LogLevel.Information, "the {Group} group: {Warning}")]
    public static partial void OpenedWithWarning(this ILogger logger, string group, string warning);

    [LoggerMessage(10, LogLevel.Information, "server {Id}: {From} -> {To} ({Reason})")]
    public static partial void MemberChanged(this ILogger logger, int id, string from, string to, string reason);

#pragma warning disable SYSLIB1015 // The sentence is for a person; for programs the log has the values beside it.
    [LoggerMessage(EventId = 11, Message = "role: {Sentence}")]
    public static partial void RoleChanged(
        this ILogger logger, LogLevel level, string sentence, ServerRole role, int? leadId);
#pragma warning restore SYSLIB1015

    [LoggerMessage(
        13,
        LogLevel.Warning,
        "{Rival} also uses id {Id}: give each server an id of its own (UnderstudyServerOptions.Id)")]
    public static partial void IdTaken(this ILogger logger, int id, Peer rival);

    [LoggerMessage(
        14, LogLevel.Warning, "this server stood still for {Seconds:0.0} s: what waited meanwhile is dropped")]
    public static partial void Paused(this ILogger logger, double seconds);

    [LoggerMessage(15, LogLevel.Information, "this server takes id {Id}, the lowest that is free")]
    public static partial void IdChosen(this ILogger logger, int id);

    [LoggerMessage(16, LogLevel.Warning, "{Rival} also uses id {Id}: the one that started later takes another")]
    public static partial void ChosenIdTaken(this ILogger logger, int id, Peer rival);

    [LoggerMessage(17, LogLevel.Warning, "no id from 1 to {Highest} is free: waiting for one")]
    public static partial void NoFreeId(this ILogger logger, int highest);

    [LoggerMessage(20, LogLevel.Information, "request \"{Request}\" from {Client}: answered \"{Reply}\"")]
    public static partial void Answered(this ILogger logger, string request, Peer client, string reply);

    [LoggerMessage(EventId = 21, Message = "request \"{Request}\" from {Client}: {Reason}")]
    public static partial void Silent(this ILogger logger, LogLevel level, string request, Peer client, string reason);

    [LoggerMessage(22, LogLevel.Information, "request \"{Request}\" from {Client}: rejected: {Reason}")]
    public static partial void Rejected(this ILogger logger, string request, Peer client, string reason);

    [LoggerMessage(23, LogLevel.Error, "request \"{Request}\" from {Client}: the handler failed")]
    public static partial void HandlerFailed(this ILogger logger, Exception error, string request, Peer client);

    [LoggerMessage(26, LogLevel.Warning, "the reply to {Client} cannot be sent: {Error}")]
    public static partial void ReplyNotSent(this ILogger logger, Peer client, string error);

    [LoggerMessage(
        30,
        LogLevel.Warning,
        "{Sender} sent {Length} bytes to the {Group} group that are not for it ({Reason}): ignored")]
    public static partial void Dropped(
        this ILogger logger, Peer sender, int length, string group, DatagramStatus reason);

    [LoggerMessage(40, LogLevel.Warning, "the {Group} group cannot be joined: {Problem} Trying again.")]
    public static partial void NetworkFails(this ILogger logger, string group, string problem);

    [LoggerMessage(41, LogLevel.Information, "the {Group} group is joined again on {Place}")]
    public static partial void NetworkBack(this ILogger logger, string group, string place);

    [LoggerMessage(42, LogLevel.Warning, "heartbeats cannot be sent: {Problem}; trying again")]
    public static partial void HeartbeatNotSent(this ILogger logger, string problem);

    [LoggerMessage(43, LogLevel.Information, "heartbeats can be sent again")]
    public static partial void HeartbeatsResume(this ILogger logger);

    [LoggerMessage(27, LogLevel.Error, "the handler's warm-up failed; the server joins all the same")]
    public static partial void WarmUpFailed(this ILogger logger, Exception error);

    [LoggerMessage(50, LogLevel.Error, "a subscriber of the server's events failed")]
    public static partial void SubscriberFailed(this ILogger logger, Exception error);
}
