using Understudy.Client;

namespace Understudy.Tests.Client;

public class RepeatScheduleTests
{
    [Fact]
    public void Waits_UntilTheTimeout_DoubleUpToTheCeilingAndEndOnTime()
    {
        var schedule = new RepeatSchedule(TimeSpan.FromSeconds(1));
        TimeSpan elapsed = TimeSpan.Zero;
        var waits = new List<double>();
        while (schedule.NextWait(elapsed) is { } wait)
        {
            waits.Add(wait.TotalMilliseconds);
            elapsed += wait;
        }

        Assert.Equal([50, 100, 200, 250, 250, 150], waits);
        Assert.Equal(TimeSpan.FromSeconds(1), elapsed);
    }

    [Fact]
    public void Waits_AfterTheTimeout_AreNone()
        => Assert.Null(new RepeatSchedule(TimeSpan.FromSeconds(1)).NextWait(TimeSpan.FromSeconds(2)));

    [Fact]
    public void Waits_WithinAShortTimeout_AreCutToIt()
        => Assert.Equal(
            TimeSpan.FromMilliseconds(20), new RepeatSchedule(TimeSpan.FromMilliseconds(20)).NextWait(TimeSpan.Zero));
}
