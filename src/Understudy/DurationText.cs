using System.Globalization;

namespace Understudy;

/// <summary>How a span of time that was set is written: <c>250ms</c>, <c>1.5s</c>, <c>2m</c>, <c>1h</c>.</summary>
internal static class DurationText
{
    private static readonly (string Unit, long Ticks)[] Units =
    [
        ("ms", TimeSpan.TicksPerMillisecond), ("s", TimeSpan.TicksPerSecond), ("m", TimeSpan.TicksPerMinute),
        ("h", TimeSpan.TicksPerHour),
    ];

    /// <summary>In the largest unit that needs no fraction.</summary>
    public static string Of(TimeSpan value)
    {
        if (value == TimeSpan.Zero)
            return "0";
        if (value == Timeout.InfiniteTimeSpan)
            return "an infinite time";
        (string unit, long ticks) = Units.LastOrDefault(one => value.Ticks % one.Ticks == 0, Units[0]);
        return string.Create(CultureInfo.InvariantCulture, $"{(decimal)value.Ticks / ticks:0.####}{unit}");
    }
}
