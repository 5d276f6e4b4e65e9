using Understudy.Server;

namespace Understudy.Tests.Server;

/// <summary>What a server tells of its load.</summary>
public class RequestCountsTests
{
    private readonly RequestCounts _counts = new();

    [Theory]
    [InlineData(0, 0)]
    [InlineData(500, 127)]
    [InlineData(1000, 255)]
    [InlineData(3000, 255)]
    public void Load_OfHandlersOnTheThread_IsTheirShareOfTheLastPeriod(int busyMilliseconds, int load)
    {
        _counts.Tick(At(1000));
        _counts.CountBusy(At(busyMilliseconds));
        _counts.Tick(At(2000));
        Assert.Equal(load, _counts.Load);
        _counts.Tick(At(3000));
        Assert.Equal(0, _counts.Load);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(64, 63)]
    [InlineData(256, 255)]
    public void Load_OfRequestsInProgress_IsTheirShareOfThePlaces(int taken, int load)
    {
        _counts.CountPlaces(taken, 256);
        _counts.Tick(At(1000));
        Assert.Equal(load, _counts.Load);
    }

    [Fact]
    public void Load_AtATickWithoutTime_IsThatOfThePlaces()
    {
        _counts.CountBusy(At(10));
        _counts.Tick(TimeSpan.Zero);
        Assert.Equal(0, _counts.Load);
    }

    private static TimeSpan At(int milliseconds) => TimeSpan.FromMilliseconds(milliseconds);
}
