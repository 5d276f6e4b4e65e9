using System.Diagnostics.Metrics;

namespace Understudy.Diagnostics;

/// <summary>
/// Counts for listeners whose faults are their own: a listener is called on the thread that counts, and what it throws
/// must neither end that thread nor spoil a request. What it did not take is lost to it.
/// </summary>
/// <remarks>Safe from any thread.</remarks>
internal static class GuardedInstruments
{
    public static void Count(
        this Counter<long> counter, params ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        try
        {
            counter.Add(1, tags);
        }
        catch (Exception)
        {
            // The listener's own.
        }
    }

    public static void Observe(this Histogram<double> histogram, double value)
    {
        try
        {
            histogram.Record(value);
        }
        catch (Exception)
        {
            // The listener's own.
        }
    }

    /// <summary>Ends a meter, which is told to its listeners.</summary>
    public static void End(this Meter meter)
    {
        try
        {
            meter.Dispose();
        }
        catch (Exception)
        {
            // The listener's own.
        }
    }
}
