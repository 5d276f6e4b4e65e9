using CsCheck;
using Understudy.Membership;

namespace Understudy.Tests.Membership;

/// <summary>Random lives of one core: whatever it hears, what it says of itself holds together.</summary>
public class ClusterPropertyTests
{
    private enum Step
    {
        Tick,
        TickWithoutEcho,
        LateTick,
        HearLower,
        HearHigher,
        HearRivalFirst,
        HearRivalLast,
    }

    [Fact]
    public void Role_AfterAnySteps_AgreesWithTheTable()
        => Gen.Enum<Step>().Array[0, 60].Sample(steps =>
        {
            var core = new MembershipCore(5, new MembershipOptions { MaxServers = 9 });
            foreach (Step step in steps)
            {
                Take(core, step);
                Member[] members = core.View.ToMembers();
                bool lowerIsEligible = members.Take(5).Any(member => member.IsEligible);
                bool answers = core.View.Role == ServerRole.Lead;

                Assert.False(answers && (lowerIsEligible || !members[5].IsEligible), "leads against its own table");
                Assert.Equal(core.View.Role == ServerRole.Understudy, core.View.LeadId is not null);
                Assert.True(core.View.ValidUntil > core.NextTick);
                AssertChangesAreAChain(core);
            }
        });

    private static void Take(MembershipCore core, Step step)
    {
        switch (step)
        {
            case Step.Tick:
                core.Tick(core.NextTick);
                core.HearSelf();
                break;
            case Step.TickWithoutEcho:
                core.Tick(core.NextTick);
                break;
            case Step.LateTick:
                core.Tick(core.NextTick + TimeSpan.FromSeconds(3));
                break;
            case Step.HearLower:
                core.Hear(1);
                break;
            case Step.HearHigher:
                core.Hear(9);
                break;
            default:
                core.HearRival(comesFirst: step == Step.HearRivalFirst);
                break;
        }
    }

    private static void AssertChangesAreAChain(MembershipCore core)
    {
        foreach (IGrouping<int, MemberChange> member in core.MemberChanges.GroupBy(change => change.Id))
        {
            MemberState state = MemberState.Disconnected;
            foreach (MemberChange change in member)
            {
                Assert.Equal(state, change.From);
                Assert.NotEqual(change.From, change.To);
                state = change.To;
            }

            Assert.Equal(state, core.View.ToMembers()[member.Key].State);
        }

        Assert.Equal(
            core.RoleChanges.Select(change => change.To).SkipLast(1),
            core.RoleChanges.Select(change => change.From).Skip(1));
    }
}
