using Understudy.Diagnostics;

namespace Understudy.Tests.Diagnostics;

public class LineLimitTests
{
    [Fact]
    public void Line_WithinASecondOfTheLast_IsHeldBackAndCounted()
    {
        var limit = new LineLimit();
        Assert.True(limit.Allows(TimeSpan.Zero, out Alike alike));
        Assert.Equal("", alike.ToString());
        Assert.False(limit.Allows(TimeSpan.Zero, out _));
        Assert.False(limit.Allows(TimeSpan.FromSeconds(0.999), out _));
        Assert.True(limit.Allows(TimeSpan.FromSeconds(1), out alike));
        Assert.Equal(" (and 2 more like it)", alike.ToString());
        Assert.True(limit.Allows(TimeSpan.FromSeconds(2), out alike));
        Assert.Equal(new Alike(0), alike);
    }

    [Fact]
    public void Flood_OfAMillionLines_SaysOneASecondAndAllocatesNothing()
    {
        Flood(); // The runtime allocates for code that runs for the first time.
        long before = GC.GetAllocatedBytesForCurrentThread();
        int said = Flood();
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.Equal(5, said);
        Assert.InRange(allocated, 0, 64); // The limit itself.
    }

    /// <returns>How many of a million lines in five seconds are said.</returns>
    private static int Flood()
    {
        var limit = new LineLimit();
        int said = 0;
        for (int microsecond = 0; microsecond < 5_000_000; microsecond += 5)
            said += limit.Allows(TimeSpan.FromMicroseconds(microsecond), out _) ? 1 : 0;
        return said;
    }

    [Fact]
    public void Burst_AfterALongTime_IsSaidWhole()
    {
        var limit = new LineLimit(burst: 3);
        TimeSpan later = TimeSpan.FromMinutes(1);
        Assert.Equal([true, true, true, false], Enumerable.Range(0, 4).Select(_ => limit.Allows(later, out Alike _)));
        Assert.True(limit.Allows(later + TimeSpan.FromSeconds(1), out Alike alike));
        Assert.Equal(new Alike(1), alike);
    }
}
