namespace Understudy.Cli.Bench;

/// <summary>
/// The times in which nobody served. The first begins with the run and the last ends with it, so that an outage is seen
/// that was there before the first answer, or is still there at the end.
/// </summary>
internal sealed class ServiceGaps
{
    /// <summary>How many of the longest gaps are told.</summary>
    public const int Max = 1000;

    /// <summary>A shorter gap between two answers is none.</summary>
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(5);

    private readonly Longest<AnswerGap> _kept = new(Max);
    private TimeSpan _lastServed;
    private TimeSpan _longest;

    /// <summary>An answer has come. The times are those since the start of the run.</summary>
    public void Served(TimeSpan at)
    {
        TimeSpan gap = at - _lastServed;
        if (gap > Shortest)
            _kept.Add(new AnswerGap(_lastServed, gap), gap.Ticks);
        if (gap > _longest)
            _longest = gap;
        _lastServed = at;
    }

    /// <summary>The longest gap of a run that ends at a time, or with a later answer.</summary>
    public TimeSpan LongestUntil(TimeSpan end) => end - _lastServed > _longest ? end - _lastServed : _longest;

    /// <summary>The longest gaps of a run that ends at a time, in their order.</summary>
    public IReadOnlyList<AnswerGap> Until(TimeSpan end)
    {
        IEnumerable<AnswerGap> gaps = _kept.Items;
        if (end - _lastServed > Shortest)
            gaps = gaps.Append(new AnswerGap(_lastServed, end - _lastServed));
        return [.. gaps.OrderByDescending(gap => gap.Length).Take(Max).OrderBy(gap => gap.At)];
    }
}
