using System.Runtime.InteropServices;

namespace Understudy.Cli.Bench;

/// <summary>Counts by a name, for as long as there are few names: what has another is counted together.</summary>
internal sealed class BoundedCounts
{
    private const string Others = "others";

    private readonly int _max;
    private readonly Dictionary<string, long> _counts = [];

    /// <param name="max">How many names are told apart.</param>
    public BoundedCounts(int max) => _max = max;

    public void Add(string name)
    {
        if (_counts.Count >= _max && !_counts.ContainsKey(name))
            name = Others;
        CollectionsMarshal.GetValueRefOrAddDefault(_counts, name, out _)++;
    }

    /// <summary>What was counted so far.</summary>
    public IReadOnlyDictionary<string, long> ToDictionary() => new Dictionary<string, long>(_counts);
}
