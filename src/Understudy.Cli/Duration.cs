using System.Globalization;

namespace Understudy.Cli;

/// <summary>A span of time as people type it: <c>250ms</c>, <c>1.5s</c>, <c>2m</c>, <c>1h</c>, or <c>0</c>.</summary>
internal static class Duration
{
    /// <summary>What a duration must be, for the message about one that is not.</summary>
    public const string Expected = "a duration such as 250ms, 1s, 1.5s or 2m";

    /// <summary>The longest that is understood; a timer cannot wait much longer than a month.</summary>
    private static readonly TimeSpan Max = TimeSpan.FromDays(7);

    // "ms" stands before "s", which it ends with.
    private static readonly (string Unit, decimal Milliseconds)[] Units =
        [("ms", 1), ("s", 1000), ("m", 60_000), ("h", 3_600_000)];

    /// <summary>The duration, or null where the text is none.</summary>
    public static TimeSpan? Parse(string text)
    {
        if (text == "0")
            return TimeSpan.Zero;
        foreach ((string unit, decimal milliseconds) in Units)
        {
            if (!text.EndsWith(unit, StringComparison.Ordinal))
                continue;
            string number = text[..^unit.Length];
            const NumberStyles Style = NumberStyles.AllowDecimalPoint;
            if (!decimal.TryParse(number, Style, CultureInfo.InvariantCulture, out decimal count)
                || count > (decimal)Max.TotalMilliseconds / milliseconds)
            {
                return null;
            }

            return TimeSpan.FromTicks((long)(count * milliseconds * TimeSpan.TicksPerMillisecond));
        }

        return null;
    }

    /// <summary>
    /// The shortest text that <see cref="Parse"/> reads back, in the largest unit that needs no fraction.
    /// </summary>
    public static string Format(TimeSpan value)
    {
        if (value == TimeSpan.Zero)
            return "0";
        decimal total = (decimal)value.Ticks / TimeSpan.TicksPerMillisecond;
        (string unit, decimal milliseconds) = Units.LastOrDefault(one => total % one.Milliseconds == 0, Units[0]);
        return string.Create(CultureInfo.InvariantCulture, $"{total / milliseconds:0.####}{unit}");
    }
}
