using Understudy.Membership;

namespace Understudy.Ranking;

/// <summary>Whether a server answers a request: a pure function of what it knew when the request came.</summary>
internal static class AnswerRule
{
    /// <summary>The rule of the lowest id: an eligible server answers if no server with a lower id is eligible.</summary>
    public static Verdict Decide(MembershipView view, TimeSpan now) => view.Role switch
    {
        _ when now >= view.ValidUntil => Verdict.SilentPaused,
        ServerRole.Lead => Verdict.Answer,
        ServerRole.Understudy => Verdict.SilentUnderstudy,
        ServerRole.Joining => Verdict.SilentJoining,
        ServerRole.Unheard => Verdict.SilentUnheard,
        ServerRole.Paused => Verdict.SilentPaused,
        ServerRole.Aside => Verdict.SilentAside,
        _ => throw new ArgumentOutOfRangeException(nameof(view), view.Role, "This role has no rule."),
    };
}
