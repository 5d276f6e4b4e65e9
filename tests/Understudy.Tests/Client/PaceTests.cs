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
    [InlineData(3000, 1000)]
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
}
