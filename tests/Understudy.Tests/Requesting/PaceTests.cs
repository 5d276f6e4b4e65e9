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

    /// <summary>
    /// The delay had grown from 1 ms to 100 ms: every request was repeated after 2 ms, so none was a measurement, and the
    /// repeats used up the budget.
    /// </summary>
    [Fact]
    public void Timeout_AfterARepeatedRequest_IsKeptUpUntilTheNextMeasurement()
    {
        var estimate = new RoundTripEstimate();
        estimate.Measured(TimeSpan.FromMilliseconds(1));
        estimate.Bounded(TimeSpan.FromMilliseconds(100));
        Assert.Equal(TimeSpan.FromMilliseconds(100), estimate.Timeout);

        estimate.Bounded(TimeSpan.FromMilliseconds(50));
        Assert.Equal(TimeSpan.FromMilliseconds(100), estimate.Timeout);

        estimate.Measured(TimeSpan.FromMilliseconds(1));
        Assert.Equal(TimeSpan.FromMilliseconds(2.5), estimate.Timeout);
    }

    [Fact]
    public void Budget_WhileAnswersCome_IsSpentToItsBound()
    {
        RepeatBudget budget = Answered(at: TimeSpan.Zero);
        int spent = 0;
        while (budget.TrySpend(TimeSpan.Zero, Patience))
            spent++;
        Assert.Equal(100, spent);
    }

    [Fact]
    public void Budget_SpentUp_EarnsOneRepeatForTenLateAnswers()
    {
        RepeatBudget budget = Empty();
        for (int answered = 0; answered < 11; answered++)
            budget.Answered(TimeSpan.Zero, isPrompt: false);
        Assert.True(budget.TrySpend(TimeSpan.Zero, Patience));
        Assert.False(budget.TrySpend(TimeSpan.Zero, Patience));
    }

    /// <summary>
    /// With a fifth of all datagrams lost, requests were given up although their servers were there: one repeat for ten
    /// answers is less than what such a network takes.
    /// </summary>
    [Fact]
    public void Budget_SpentUp_EarnsTwoRepeatsForAPromptAnswer()
    {
        RepeatBudget budget = Empty();
        budget.Answered(TimeSpan.Zero, isPrompt: true);
        Assert.True(budget.TrySpend(TimeSpan.Zero, Patience));
        Assert.True(budget.TrySpend(TimeSpan.Zero, Patience));
        Assert.False(budget.TrySpend(TimeSpan.Zero, Patience));
    }

    [Fact]
    public void Budget_SpentUp_EarnsWithTime()
    {
        RepeatBudget budget = Empty();
        Assert.False(budget.TrySpend(TimeSpan.FromMilliseconds(90), Patience));
        Assert.True(budget.TrySpend(TimeSpan.FromMilliseconds(200), Patience));
    }

    /// <summary>
    /// All requests of a second and a half were dropped by the only server, which had been paused; the repeats that found
    /// nobody meanwhile had used up the budget, and those that would have been answered were never sent.
    /// </summary>
    [Fact]
    public void Budget_InSilence_IsFreeAndIsThereWhenTheSilenceEnds()
    {
        RepeatBudget budget = Answered(at: TimeSpan.Zero);
        for (int repeat = 0; repeat < 2000; repeat++)
            Assert.True(budget.TrySpend(TimeSpan.FromSeconds(1.5), Patience));

        budget.Answered(TimeSpan.FromSeconds(1.5), isPrompt: false);
        int spent = 0;
        while (budget.TrySpend(TimeSpan.FromSeconds(1.5), Patience))
            spent++;
        Assert.Equal(100, spent);
    }

    private static TimeSpan Patience { get; } = TimeSpan.FromMilliseconds(500);

    private static RepeatBudget Answered(TimeSpan at)
    {
        var budget = new RepeatBudget();
        budget.Answered(at, isPrompt: false);
        return budget;
    }

    private static RepeatBudget Empty()
    {
        RepeatBudget budget = Answered(at: TimeSpan.Zero);
        while (budget.TrySpend(TimeSpan.Zero, Patience))
        {
            // Until nothing is left.
        }

        return budget;
    }
}
