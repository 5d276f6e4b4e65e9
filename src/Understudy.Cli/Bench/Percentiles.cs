namespace Understudy.Cli.Bench;

/// <summary>The percentiles people ask for, in microseconds; null where nothing was measured.</summary>
internal sealed record Percentiles(long? P50, long? P90, long? P99, long? P999, long? Max)
{
    public static Percentiles Of(LatencyHistogram histogram) => new(
        histogram.ValueAt(0.5m),
        histogram.ValueAt(0.9m),
        histogram.ValueAt(0.99m),
        histogram.ValueAt(0.999m),
        histogram.Max);
}
