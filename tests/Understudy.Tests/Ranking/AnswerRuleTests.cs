using Understudy.Membership;
using Understudy.Ranking;

namespace Understudy.Tests.Ranking;

public class AnswerRuleTests
{
    [Theory]
    [InlineData(ServerRole.Lead, (int)Verdict.Answer)]
    [InlineData(ServerRole.Understudy, (int)Verdict.SilentUnderstudy)]
    [InlineData(ServerRole.Joining, (int)Verdict.SilentJoining)]
    [InlineData(ServerRole.Unheard, (int)Verdict.SilentUnheard)]
    [InlineData(ServerRole.Paused, (int)Verdict.SilentPaused)]
    [InlineData(ServerRole.Aside, (int)Verdict.SilentAside)]
    public void Role_WhileTheViewIsFresh_DecidesAlone(ServerRole role, int verdict)
        => Assert.Equal((Verdict)verdict, AnswerRule.Decide(View(role), TimeSpan.FromSeconds(9)));

    [Fact]
    public void Lead_OnceItsViewIsOutOfDate_StaysSilent()
        => Assert.Equal(Verdict.SilentPaused, AnswerRule.Decide(View(ServerRole.Lead), TimeSpan.FromSeconds(10)));

    private static MembershipView View(ServerRole role) => new(new MembershipOptions(), new byte[256])
    {
        Role = role,
        LeadId = null,
        ValidUntil = TimeSpan.FromSeconds(10),
        SocketEpoch = 0,
    };
}
