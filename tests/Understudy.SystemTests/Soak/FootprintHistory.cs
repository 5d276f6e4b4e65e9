using System.Globalization;

namespace Understudy.SystemTests.Soak;

/// <summary>The footprint of one process over a time, in four quarters. In the first one it gets warm.</summary>
internal sealed class FootprintHistory
{
    private const double MaxMebibytes = 4;
    private const int MaxHandles = 2;
    private const int MaxThreads = 3;

    private readonly string _name;
    private readonly List<Footprint> _samples = [];

    public FootprintHistory(string name) => _name = name;

    /// <summary>Whether the last quarter is as the second one.</summary>
    public bool IsFlat
    {
        get
        {
            Footprint early = Median(2);
            Footprint late = Median(4);
            return late.MemoryMebibytes - early.MemoryMebibytes <= MaxMebibytes
                && Math.Abs(late.Handles - early.Handles) <= MaxHandles
                && Math.Abs(late.Threads - early.Threads) <= MaxThreads;
        }
    }

    public void Add(Footprint sample) => _samples.Add(sample);

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{_name}: {_samples.Count} samples; quarters {string.Join(" | ", Enumerable.Range(1, 4).Select(Median))}");

    /// <summary>The median of each number by itself.</summary>
    private Footprint Median(int quarter)
    {
        Footprint[] samples = [.. _samples[(_samples.Count * (quarter - 1) / 4)..(_samples.Count * quarter / 4)]];
        T Middle<T>(Func<Footprint, T> of) => samples.Select(of).Order().ElementAt(samples.Length / 2);
        return new Footprint(
            Middle(one => one.MemoryMebibytes), Middle(one => one.Handles), Middle(one => one.Threads));
    }
}
