using CsCheck;
using Understudy.Cli.Bench;

namespace Understudy.Tests.Cli.Bench;

public class SendScheduleTests
{
    [Theory]
    [InlineData(500, 10_000, 5000)]
    [InlineData(1, 1500, 2)]
    [InlineData(3, 1000, 3)]
    [InlineData(100_000, 86_400_000, 8_640_000_000)]
    public void DueBy_AtTheEnd_IsRateTimesDuration(int rate, int milliseconds, long expected)
    {
        SendSchedule schedule = new(12345, 1_000_000_000, rate, TimeSpan.FromMilliseconds(milliseconds));
        Assert.Equal((expected, expected), (schedule.DueBy(schedule.End), schedule.DueBy(schedule.End * 2)));
    }

    [Fact]
    public void DueBy_AtTheStart_IsOne()
        => Assert.Equal(1, new SendSchedule(77, 1000, 500, TimeSpan.FromSeconds(1)).DueBy(77));

    [Fact]
    public void DueBy_AtAnyTime_CountsThoseWhoseTimeHasCome()
        => Gen.Select(
            Gen.Long[0, 1_000_000],
            Gen.OneOf(Gen.Const(1000L), Gen.Const(999_983L), Gen.Const(10_000_000L), Gen.Const(1_000_000_000L)),
            Gen.Int[1, 100_000],
            Gen.Long[0, 2_000_000_000])
            .Sample((start, frequency, rate, elapsed) =>
            {
                SendSchedule schedule = new(start, frequency, rate, TimeSpan.FromDays(30));
                long due = schedule.DueBy(start + elapsed);
                Assert.True(schedule.TimeOf(due - 1) <= start + elapsed);
                Assert.True(schedule.TimeOf(due) > start + elapsed);
            });
}
