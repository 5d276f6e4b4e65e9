namespace Understudy.Cli.Bench;

/// <summary>Keeps the few longest of very many things, and forgets the rest as they come.</summary>
internal sealed class Longest<T>
{
    private readonly int _max;
    private readonly PriorityQueue<T, long> _kept = new();

    /// <param name="max">How many are kept; of two that are as long, the earlier one.</param>
    public Longest(int max) => _max = max;

    /// <summary>Those kept, in no order.</summary>
    public IEnumerable<T> Items => _kept.UnorderedItems.Select(one => one.Element);

    public void Add(T item, long length)
    {
        if (_kept.Count < _max)
            _kept.Enqueue(item, length);
        else if (_kept.TryPeek(out _, out long shortest) && length > shortest)
            _kept.DequeueEnqueue(item, length);
    }
}
