using Understudy.Membership;
using Understudy.Protocol;

namespace Understudy.Tests.Membership;

public class AnswerRuleTests
{
    private const int Self = 3;

    [Theory]
    [InlineData(ServerRole.Lead, (int)Verdict.Answer)]
    [InlineData(ServerRole.Joining, (int)Verdict.Joining)]
    [InlineData(ServerRole.Unheard, (int)Verdict.Unheard)]
    [InlineData(ServerRole.Stuck, (int)Verdict.Stuck)]
    [InlineData(ServerRole.Paused, (int)Verdict.Paused)]
    [InlineData(ServerRole.Aside, (int)Verdict.Aside)]
    public void Role_WhileTheViewIsFresh_DecidesAtLimitZero(ServerRole role, int verdict)
        => Assert.Equal((Verdict)verdict, Decide(View(role, Self), limit: 0).Verdict);

    [Theory]
    [InlineData(0, (int)Verdict.OutOfTurn)]
    [InlineData(1, (int)Verdict.OutOfTurn)]
    [InlineData(2, (int)Verdict.Answer)]
    [InlineData(255, (int)Verdict.Answer)]
    public void Understudy_OfRankTwo_AnswersFromLimitTwo(int limit, int verdict)
        => Assert.Equal(((Verdict)verdict, 2), Decide(View(ServerRole.Understudy, 0, 1, Self, 7), limit));

    [Fact]
    public void Unheard_WhereEverybodyMay_AnswersAsOfTheLastRank()
        => Assert.Equal((Verdict.Answer, 255), Decide(View(ServerRole.Unheard), limit: 255));

    [Theory]
    [InlineData(ServerRole.Joining)]
    [InlineData(ServerRole.Paused)]
    [InlineData(ServerRole.Stuck)]
    [InlineData(ServerRole.Aside)]
    public void Abstaining_EvenWhereEverybodyMay_IsSilent(ServerRole role)
        => Assert.NotEqual(Verdict.Answer, Decide(View(role, Self), limit: 255).Verdict);

    [Fact]
    public void Lead_OnceItsViewIsOutOfDate_StaysSilent()
        => Assert.Equal(
            Verdict.Paused,
            AnswerRule.Decide(View(ServerRole.Lead, Self), new RequestTerms(255), TimeSpan.FromSeconds(10), out _));

    private static (Verdict Verdict, int Rank) Decide(MembershipView view, int limit)
    {
        Verdict verdict = AnswerRule.Decide(view, new RequestTerms(limit), TimeSpan.FromSeconds(9), out int rank);
        return (verdict, rank);
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
