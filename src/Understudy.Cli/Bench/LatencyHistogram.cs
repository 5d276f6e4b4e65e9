using System.Numerics;
using Understudy.Cli.Rendering;

namespace Understudy.Cli.Bench;

/// <summary>Counts latencies in whole microseconds, and tells their percentiles to three significant digits.</summary>
/// <remarks>
/// <para>
/// The intuition: to know a latency to one part in a thousand, its eleven leading bits are enough. Up to 2,047 µs
/// every microsecond has a bucket of its own; above, each doubling of the value is cut into 1,024 equal buckets, twice
/// as wide as those of the doubling before. The memory is fixed however many values come, recording is a shift and an
/// increment, and the relative error is the same at 3 ms as at 30 s. This is Gil Tene's HdrHistogram
/// (https://hdrhistogram.org), cut down to what is needed here. A list of all values grows with the run, a sample of
/// them misses the rare slow ones, and a mean with a deviation says nothing about a tail.
/// </para>
/// <para>One writer at a time, and no reader meanwhile: the caller holds a lock.</para>
/// </remarks>
internal sealed class LatencyHistogram
{
    /// <summary>60 s. A longer latency is counted as this; <see cref="Max"/> still tells it as it was.</summary>
    public const long MaxTrackable = 60_000_000;

    /// <summary>Buckets to a doubling, as a power of two: the first that is finer than one part in 1,000.</summary>
    private const int BitsPerDoubling = 10;

    private const int PerDoubling = 1 << BitsPerDoubling;

    private readonly long[] _counts = new long[IndexOf(MaxTrackable) + 1];

    /// <summary>How many values were recorded.</summary>
    public long Count { get; private set; }

    /// <summary>The greatest value recorded, exactly; null where there is none.</summary>
    public long? Max { get; private set; }

    /// <param name="microseconds">Below 0 it counts as 0: a clock that is read twice may tell the same time.</param>
    public void Record(long microseconds)
    {
        long value = Math.Max(microseconds, 0);
        _counts[IndexOf(Math.Min(value, MaxTrackable))]++;
        Count++;
        Max = Math.Max(Max ?? 0, value);
    }

    /// <summary>
    /// The least value that at least this share of all values do not exceed: at most one part in 1,024 above the exact
    /// one, and never above <see cref="Max"/>.
    /// </summary>
    /// <param name="quantile">
    /// From 0 to 1: 0.99 is the 99th percentile. A decimal, since 0.999 of 1,000 is to be the 999th value, and no
    /// other.
    /// </param>
    /// <returns>Null where nothing was recorded.</returns>
    public long? ValueAt(decimal quantile)
    {
        if (Max is not { } max)
            return null;

        long rank = Math.Clamp((long)decimal.Ceiling(quantile * Count), 1, Count);
        int index = 0;
        for (long seen = _counts[0]; seen < rank; seen += _counts[index])
            index++;
        return Math.Min(GreatestOf(index), max);
    }

    public Percentiles Summarise() => new(ValueAt(0.5m), ValueAt(0.9m), ValueAt(0.99m), ValueAt(0.999m), Max);

    private static int IndexOf(long value)
    {
        int shift = Math.Max(BitOperations.Log2((ulong)value) - BitsPerDoubling, 0);
        return (shift * PerDoubling) + (int)(value >> shift);
    }

    private static long GreatestOf(int index)
    {
        int shift = Math.Max((index / PerDoubling) - 1, 0);
        long leading = index - (shift * PerDoubling);
        return ((leading + 1) << shift) - 1;
    }
}
