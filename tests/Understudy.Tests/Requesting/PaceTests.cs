using Understudy.Requesting;

namespace Understudy.Tests.Requesting;

public class PaceTests
{
    [Fact]
    public void Timeout_BeforeAnythingWasMeasured_IsTheInitialOne()
        => Assert.Equal(TimeSpan.FromMilliseconds(50), new RoundTripEstimate().Timeout);

    [Fact]
    public void Timeout_AfterTheFirstMeasurement_IsThreeTimesIt()
    {
        // RFC 6298, 2.2: SRTT = R, RTTVAR = R/2, RTO = SRTT + 4 RTTVAR.
        var estimate = new RoundTripEstimate();
        estimate.Measured(TimeSpan.FromMilliseconds(20));
        Assert.Equal(TimeSpan.FromMilliseconds(60), estimate.Timeout);
    }

    [Fact]
    public void Timeout_AfterTheSecond_FollowsTheRfc()
    {
        // 2.3: RTTVAR = 3/4 10 + 1/4 |20 - 40| = 12.5; SRTT = 7/8 20 + 1/8 40 = 22.5.
        var estimate = new RoundTripEstimate();
        estimate.Measured(TimeSpan.FromMilliseconds(20));
        estimate.Measured(TimeSpan.FromMilliseconds(40));
        Assert.Equal(TimeSpan.FromMilliseconds(72.5), estimate.Timeout);
    }

    [Theory]
    [InlineData(0.1, 2)]
    [InlineData(500, 250)]
    public void Timeout_OfAFastOrSlowNetwork_StaysWithinItsBounds(double roundTrip, double timeout)
    {
        var estimate = new RoundTripEstimate();
        for (int measured = 0; measured < 20; measured++)
            estimate.Measured(TimeSpan.FromMilliseconds(roundTrip));
        Assert.Equal(TimeSpan.FromMilliseconds(timeout), estimate.Timeout);
    }

    [Fact]
    public void Budget_AtOnce_IsSpentToItsBound()
    {
        var budget = new RepeatBudget();
        int spent = 0;
        while (budget.TrySpend(TimeSpan.Zero))
            spent++;
        Assert.Equal(200, spent);
    }

    [Fact]
    public void Budget_SpentUp_EarnsOneRepeatForTenAnswers()
    {
        RepeatBudget budget = Empty();
        for (int answered = 0; answered < 11; answered++)
            budget.Answered();
        Assert.True(budget.TrySpend(TimeSpan.Zero));
        Assert.False(budget.TrySpend(TimeSpan.Zero));
    }

    [Fact]
    public void Budget_SpentUpWithoutAnswers_StillEarnsWithTime()
    {
        RepeatBudget budget = Empty();
        Assert.False(budget.TrySpend(TimeSpan.FromMilliseconds(90)));
        Assert.True(budget.TrySpend(TimeSpan.FromMilliseconds(200)));
    }

    private static RepeatBudget Empty()
    {
        var budget = new RepeatBudget();
        while (budget.TrySpend(TimeSpan.Zero))
        {
            // Until nothing is left.
        }

        return budget;
    }
}
