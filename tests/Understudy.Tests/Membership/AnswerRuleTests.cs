using Understudy.Membership;
using Understudy.Protocol;

namespace Understudy.Tests.Membership;

public class AnswerRuleTests
{
    private const int Self = 3;

    [Theory]
    [InlineData(ServerRole.Lead, "Answer")]
    [InlineData(ServerRole.Joining, "Joining")]
    [InlineData(ServerRole.Unheard, "Unheard")]
    [InlineData(ServerRole.NotServing, "NotServing")]
    [InlineData(ServerRole.Paused, "Paused")]
    [InlineData(ServerRole.Aside, "Aside")]
    public void Role_WhileTheViewIsFresh_DecidesAtLimitZero(ServerRole role, string decision)
        => Assert.Equal(decision, Decide(View(role, Self), limit: 0).Decision);

    [Theory]
    [InlineData(0, "OutOfTurn")]
    [InlineData(1, "OutOfTurn")]
    [InlineData(2, "Answer")]
    [InlineData(255, "Answer")]
    public void Understudy_OfRankTwo_AnswersFromLimitTwo(int limit, string decision)
        => Assert.Equal((decision, 2), Decide(View(ServerRole.Understudy, 0, 1, Self, 7), limit));

    /// <summary>Whoever can answer is better than nobody: a forged rival silenced whole clusters.</summary>
    [Theory]
    [InlineData(ServerRole.Unheard)]
    [InlineData(ServerRole.NotServing)]
    [InlineData(ServerRole.Aside)]
    public void WhoIsNotCounted_WhereEverybodyMay_AnswersAsOfTheLastRank(ServerRole role)
    {
        Assert.Equal(("Answer", 255), Decide(View(role, 1), limit: 255));
        Assert.Equal((role.ToString(), 255), Decide(View(role, 1), limit: 254));
    }

    [Theory]
    [InlineData(ServerRole.Joining)]
    [InlineData(ServerRole.Paused)]
    public void Abstaining_EvenWhereEverybodyMay_IsSilent(ServerRole role)
        => Assert.NotEqual("Answer", Decide(View(role, Self), limit: 255).Decision);

    [Fact]
    public void Lead_OnceItsViewIsOutOfDate_StaysSilent()
        => Assert.Equal(
            Decision.NotAs(ServerRole.Paused),
            AnswerRule.Decide(View(ServerRole.Lead, Self), new RequestTerms(255), TimeSpan.FromSeconds(10), out _));

    private static (string Decision, int Rank) Decide(MembershipView view, int limit)
    {
        Decision decision = AnswerRule.Decide(view, new RequestTerms(limit), TimeSpan.FromSeconds(9), out int rank);
        return (decision.Name, rank);
    }

    private static MembershipView View(ServerRole role, params int[] eligible)
    {
        byte[] countdowns = new byte[256];
        foreach (int id in eligible)
            countdowns[id] = 4;
        return new MembershipView(new MembershipOptions(), countdowns)
        {
            Id = Self,
            Role = role,
            LeadId = null,
            ValidUntil = TimeSpan.FromSeconds(10),
        };
    }
}
