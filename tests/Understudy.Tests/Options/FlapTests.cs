using Understudy.Membership;

namespace Understudy.Tests.Options;

/// <summary>
/// A member whose heartbeats come a little early or late, as on any real machine, is never given up, whatever the
/// options, unless they are refused.
/// </summary>
public class FlapTests
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    public static TheoryData<int, int, int> Thresholds()
    {
        var all = new TheoryData<int, int, int>();
        for (int countdown = 1; countdown <= 6; countdown++)
        {
            for (int active = 1; active <= countdown; active++)
            {
                for (int eligible = 1; eligible <= active; eligible++)
                    all.Add(countdown, active, eligible);
            }
        }

        return all;
    }

    [Theory]
    [MemberData(nameof(Thresholds))]
    public void Options_ThatAreAccepted_AreThoseThatDoNotFlap(int countdown, int active, int eligible)
    {
        var options = new MembershipOptions { Countdown = countdown, ActiveFrom = active, EligibleFrom = eligible };
        bool flaps = Count(options, isUneven: true).Eligibility > 0 || Count(options, isUneven: false).States > 0;
        Assert.Equal(flaps, Record.Exception(options.Validate) is InvalidOptionException);
    }

    [Fact]
    public void Eligibility_AtTheWholeCountdown_FlapsEachPeriod()
        => Assert.InRange(
            Count(new MembershipOptions { Countdown = 4, ActiveFrom = 4, EligibleFrom = 4 }, isUneven: false).States,
            55,
            60);

    /// <summary>How often a member that is well changes its state and its eligibility, in 30 periods.</summary>
    /// <param name="options">The failure detector.</param>
    /// <param name="isUneven">
    /// Whether heartbeat and tick are due at the same time, so that now one comes first, now the other.
    /// </param>
    private static (int States, int Eligibility) Count(MembershipOptions options, bool isUneven)
    {
        var core = new MembershipCore(1, options);
        core.Begin(Period);
        core.Hear(2);
        core.MemberChanges.Clear();
        bool wasEligible = true;
        int flaps = 0;
        for (int period = 1; period <= 30; period++)
        {
            bool isHeardFirst = isUneven && period % 2 == 0;
            if (isHeardFirst)
                core.Hear(2);
            core.Tick(Period * period);
            Look();
            if (!isHeardFirst)
                core.Hear(2);
            Look();
        }

        return (core.MemberChanges.Count(change => change.Id == 2), flaps);

        void Look()
        {
            bool isEligible = core.View.EligibleIds.Contains((byte)2);
            flaps += isEligible != wasEligible ? 1 : 0;
            wasEligible = isEligible;
        }
    }
}
