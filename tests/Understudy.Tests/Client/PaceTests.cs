using Understudy.Client;

namespace Understudy.Tests.Client;

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
    /// The delay had grown from 1 ms to 100 ms: every request was repeated after 2 ms, so none was a measurement, and
    /// the repeats used up the budget.
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
    public void Budget_WhileServersAreBusy_IsSpentToItsBound() => Assert.Equal(100, Spend(Busy(), begun: 0, now: 0));

    [Fact]
    public void Budget_SpentUp_EarnsOneRepeatForTenAnswers()
    {
        RepeatBudget budget = Empty();
        for (int answered = 0; answered < 11; answered++)
            budget.Answered(TimeSpan.Zero);
        Assert.Equal(1, Spend(budget, begun: 0, now: 0));
    }

    [Fact]
    public void Budget_OnceServersAreNoLongerBusy_EarnsOneRepeatForTwoAnswers()
    {
        RepeatBudget budget = Empty();
        Spend(budget, begun: 0, now: 999);
        for (int answered = 0; answered < 5; answered++)
            budget.Answered(TimeSpan.FromSeconds(1));
        Assert.Equal(3, Spend(budget, begun: 0, now: 1000));
    }

    [Fact]
    public void Budget_SpentUp_EarnsWithTime()
    {
        RepeatBudget budget = Empty();
        Assert.Equal(0, Spend(budget, begun: 0, now: 90));
        Assert.Equal(1, Spend(budget, begun: 0, now: 110));
    }

    [Fact]
    public void Budget_WhileNoServerSaysThatItIsBusy_IsFreeAndStaysWhole()
    {
        var budget = new RepeatBudget();
        budget.Answered(TimeSpan.Zero);
        Assert.Equal(Everything, Spend(budget, begun: 0, now: 0));
        SayBusy(budget);
        Assert.Equal(100, Spend(budget, begun: 0, now: 0));
    }

    /// <summary>A crash must not be dear because one request in some was slow.</summary>
    [Theory]
    [InlineData(11, Everything)]
    [InlineData(10, 100)]
    public void Budget_WhereOneReplyInSoManyIsBusy_IsRationedFromOneInTenOn(int every, int spent)
    {
        var budget = new RepeatBudget();
        budget.Answered(TimeSpan.Zero);
        for (int reply = 1; reply <= 10 * every; reply++)
            budget.Heard(isBusy: reply % every == 0, TimeSpan.Zero);
        Assert.Equal(spent, Spend(budget, begun: 0, now: 0));
    }

    /// <summary>
    /// All requests of a second and a half were dropped by the only server, which had been paused; the repeats that
    /// found nobody meanwhile had used up the budget, and those that would have been answered were never sent.
    /// </summary>
    [Theory]
    [InlineData(999, 9)]
    [InlineData(1000, Everything)]
    public void Budget_InSilence_IsFree(int now, int spent) => Assert.Equal(spent, Spend(Empty(), begun: 0, now));

    /// <summary>Those that an overload turned away would else be the next one, when the load has fallen.</summary>
    [Theory]
    [InlineData(999, 10)]
    [InlineData(1000, Everything)]
    public void Budget_OfARequestBegunSoLongAfterTheLastBusyAnswer_IsFree(int begun, int spent)
    {
        RepeatBudget budget = Empty();
        budget.Answered(TimeSpan.FromSeconds(1));
        Assert.Equal(spent, Spend(budget, begun, now: 1001));
    }

    private const int Everything = 1000;

    private static RepeatBudget Busy()
    {
        var budget = new RepeatBudget();
        SayBusy(budget);
        budget.Answered(TimeSpan.Zero);
        return budget;
    }

    private static void SayBusy(RepeatBudget budget)
    {
        for (int reply = 0; reply < 3; reply++)
            budget.Heard(isBusy: true, TimeSpan.Zero);
    }

    private static RepeatBudget Empty()
    {
        RepeatBudget budget = Busy();
        Spend(budget, begun: 0, now: 0);
        return budget;
    }

    /// <returns>How many repeats there was enough for.</returns>
    private static int Spend(RepeatBudget budget, int begun, int now)
    {
        int spent = 0;
        while (spent < Everything && budget.TrySpend(TimeSpan.FromMilliseconds(begun), TimeSpan.FromMilliseconds(now)))
            spent++;
        return spent;
    }
}
