using Understudy.Membership;

namespace Understudy.Diagnostics;

/// <summary>States, roles and reasons in the words a person reads.</summary>
internal static class Sentences
{
    public static string Of(MemberState state) => state switch
    {
        MemberState.AwaitingConfirmation => "Awaiting confirmation",
        _ => state.ToString(),
    };

    public static string Of(MemberChangeReason reason) => reason switch
    {
        MemberChangeReason.HeartbeatHeard => "heartbeat heard",
        MemberChangeReason.HeartbeatMissed => "no heartbeat since the last tick",
        MemberChangeReason.Left => "it leaves",
        MemberChangeReason.Paused => "this server stood still",
        MemberChangeReason.IdTaken => "another server uses this id",
        _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, "This reason has no words."),
    };

    public static string Of(RoleChange change) => change.To switch
    {
        ServerRole.Lead => "lead: no server with a lower id is eligible, so this one answers",
        ServerRole.Understudy => $"understudy: server {change.LeadId} answers, this one stands in",
        ServerRole.Joining => "joining: listens, and waits to hear its own heartbeat",
        ServerRole.Unheard => "silent: its own heartbeat does not come back (interface down, or multicast filtered?)",
        ServerRole.Stuck => "silent: its handler does not come back, so it sends no heartbeat",
        ServerRole.Paused => "silent: it stood still, and has not heard itself since",
        ServerRole.Aside => "silent: another server uses its id; it takes over when that one goes",
        _ => throw new ArgumentOutOfRangeException(nameof(change), change.To, "This role has no words."),
    };

    /// <summary>Why a request is not answered.</summary>
    public static string Of(Verdict verdict, int? leadId) => verdict switch
    {
        Verdict.Repeat => "answered before, so the same answer again",
        Verdict.InProgress => "silent: it is in progress already",
        Verdict.OutOfTurn when leadId is null => "silent: it is for another server",
        Verdict.OutOfTurn => $"silent: server {leadId} is active",
        Verdict.Joining => "silent: this server has only just started",
        Verdict.Unheard => "silent: this server's own heartbeat does not come back",
        Verdict.Stuck => "silent: this server's handler does not come back",
        Verdict.Paused => "silent: this server stood still",
        Verdict.Aside => "silent: another server uses this server's id",
        Verdict.Late => "dropped: it has waited too long behind others",
        Verdict.Busy => "dropped: as many requests are in progress as may be",
        _ => throw new ArgumentOutOfRangeException(nameof(verdict), verdict, "This verdict is to answer."),
    };
}
