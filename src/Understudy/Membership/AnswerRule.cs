using Understudy.Protocol;

namespace Understudy.Membership;

/// <summary>Whether a server answers a request: a pure function of what it knew when the request came.</summary>
internal static class AnswerRule
{
    /// <summary>
    /// An eligible server answers if its rank is not above the request's rank limit. In the order of the lowest id and
    /// at limit 0 this is the original program's rule: a server answers if no server with a lower id is eligible.
    /// </summary>
    /// <remarks>
    /// A server that does not hear its own heartbeats does not know its rank, but its handler runs. So it answers where
    /// everybody may: then requests are answered even while no heartbeat arrives. So does one that is not to be counted
    /// on, or has left its id to another: whoever can answer is better than nobody. It says that its rank is 255, since
    /// it does not answer at any lower limit.
    /// </remarks>
    /// <param name="view">What the server knows.</param>
    /// <param name="terms">What the request says.</param>
    /// <param name="now">The time.</param>
    /// <param name="rank">Its rank for this request; 255 where it knows none.</param>
    public static Decision Decide(MembershipView view, in RequestTerms terms, TimeSpan now, out int rank)
    {
        ServerRole role = view.RoleAt(now);
        bool isCounted = role is ServerRole.Lead or ServerRole.Understudy;
        rank = isCounted ? Rank.Of(view.Id ?? 0, view.EligibleIds, terms) : RequestFrame.Everybody;
        if (isCounted)
            return rank <= terms.RankLimit ? Decision.Mine : Decision.Others;
        bool isThere = role is ServerRole.Unheard or ServerRole.NotServing or ServerRole.Aside && view.Id is not null;
        return isThere && terms.RankLimit >= RequestFrame.Everybody ? Decision.Mine : Decision.NotAs(role);
    }
}
