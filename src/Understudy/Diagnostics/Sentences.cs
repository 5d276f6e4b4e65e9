using Understudy.Membership;
using Understudy.Ranking;

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
        MemberChangeReason.Paused => "this server stood still",
        MemberChangeReason.IdTaken => "another server uses this id",
        _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, "This reason has no words."),
    };

    public static string Of(RoleChange change) => change.To switch
    {
        ServerRole.Lead => "lead: no server with a lower id is eligible, so this one answers",
        ServerRole.Understudy => $"understudy: server {change.LeadId} answers, this one stands in",
        ServerRole.Joining => "joining: waiting to hear its own heartbeat",
        ServerRole.Unheard => "silent: its own heartbeat does not come back (interface down, or multicast filtered?)",
        ServerRole.Paused => "silent: it stood still, and has not heard itself since",
        ServerRole.Aside => "silent: another server uses its id; it takes over when that one goes",
        _ => throw new ArgumentOutOfRangeException(nameof(change), change.To, "This role has no words."),
    };

    public static string Of(Verdict verdict, int? leadId) => verdict switch
    {
        Verdict.SilentUnderstudy => $"server {leadId} is active",
        Verdict.SilentJoining => "this server has only just started",
        Verdict.SilentUnheard => "this server's own heartbeat does not come back",
        Verdict.SilentPaused => "this server stood still",
        Verdict.SilentAside => "another server uses this server's id",
        _ => throw new ArgumentOutOfRangeException(nameof(verdict), verdict, "This verdict is not silent."),
    };
}
