namespace Understudy.Cli.Rendering;

/// <summary>The percentiles people ask for, in microseconds; null where nothing was measured.</summary>
internal sealed record Percentiles(long? P50, long? P90, long? P99, long? P999, long? Max);
