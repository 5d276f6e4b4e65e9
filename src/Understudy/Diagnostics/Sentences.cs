using Understudy.Membership;
using Understudy.Protocol;

namespace Understudy.Diagnostics;

/// <summary>States, roles and reasons in the words a person reads.</summary>
internal static class Sentences
{
    public static Spoken Of(MemberState state) => new(state, state switch
    {
        MemberState.AwaitingConfirmation => "Awaiting confirmation",
        MemberState.NotServing => "Not serving",
        _ => state.ToString(),
    });

    public static Spoken Of(MemberChange change)
        => change.To == MemberState.NotServing ? Of(change.NotServing) : Of(change.Reason);

    /// <summary>Why a server is not to be counted on.</summary>
    public static Spoken Of(NotServingReason reason) => new(reason, reason switch
    {
        NotServingReason.Stuck => "its handler does not come back",
        NotServingReason.Failing => "its handler fails what others carry out",
        NotServingReason.Deaf =>
            "it does not hear the request group (a filter, a switch, or NetworkOptions.RequestGroup?)",
        NotServingReason.Unhealthy => "its handler says that it is not well",
        NotServingReason.Mute => "its system refuses to send replies",
        _ => $"for a reason of another version ({reason:D})",
    });

    /// <summary>Why a datagram is not taken.</summary>
    public static Spoken Of(DatagramStatus status) => new(status, status switch
    {
        DatagramStatus.IdOutOfRange => "IdOutOfRange: MembershipOptions.MaxServers must be the same on all servers",
        DatagramStatus.ForeignSource =>
            "ForeignSource: from no network of NetworkOptions.Interface, while NetworkOptions.TimeToLive is 1",
        _ => status.ToString(),
    });

    public static Spoken Of(MemberChangeReason reason) => new(reason, reason switch
    {
        MemberChangeReason.HeartbeatHeard => "heartbeat heard",
        MemberChangeReason.HeartbeatMissed => "no heartbeat since the last tick",
        MemberChangeReason.Left => "it leaves",
        MemberChangeReason.Paused => "this server stood still",
        MemberChangeReason.IdTaken => "another server uses this id",
        _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, "This reason has no words."),
    });

    public static Spoken Of(RoleChange change) => new(change.To, change.To switch
    {
        ServerRole.Lead => "lead: no server with a lower id is eligible, so this one answers",
        ServerRole.Understudy => $"understudy: server {change.LeadId} answers, this one stands in",
        ServerRole.Joining => "joining: listens, and waits to hear its own heartbeat",
        ServerRole.Unheard => "silent: its own heartbeat does not come back (interface down, or multicast filtered?)",
        ServerRole.NotServing => $"not serving: {Of(change.NotServing)}",
        ServerRole.Paused => "silent: it stood still, and has not heard itself since",
        ServerRole.Aside => "silent: another server uses its id; it takes over when that one goes",
        _ => throw new ArgumentOutOfRangeException(nameof(change), change.To, "This role has no words."),
    });

    /// <summary>Why a request is not answered.</summary>
    public static string Of(Decision decision, int? leadId) => decision switch
    {
        Decision.Known { IsAnswered: true } => "answered before, so the same answer again",
        Decision.Known => "silent: it is in progress already",
        Decision.OutOfTurn when leadId is null => "silent: it is for another server",
        Decision.OutOfTurn => $"silent: server {leadId} is active",
        Decision.Abstain { Role: ServerRole.Joining } => "silent: this server has only just started",
        Decision.Abstain { Role: ServerRole.Unheard } => "silent: this server's own heartbeat does not come back",
        Decision.Abstain { Role: ServerRole.NotServing } => "silent: this server is not to be counted on",
        Decision.Abstain { Role: ServerRole.Paused } => "silent: this server stood still",
        Decision.Abstain { Role: ServerRole.Aside } => "silent: another server uses this server's id",
        Decision.TurnAway { Shortage: Shortage.Time } => "dropped: it has waited too long, or longest of too many",
        Decision.TurnAway => "dropped: as many requests are in progress as may be",
        _ => throw new ArgumentOutOfRangeException(nameof(decision), decision, "This decision is to answer."),
    };
}
