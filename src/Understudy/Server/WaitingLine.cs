namespace Understudy.Server;

/// <summary>
/// Jobs that wait: those of one sender in the order in which they came, or lines of them that take turns, one for each
/// host or port.
/// </summary>
/// <remarks>
/// It is fair queueing by turns (Nagle, RFC 970), and so is what it drops where there is no room. Senders are told
/// apart by a keyed hash: who wants to stand in another's line cannot know how. Owned by the request thread.
/// </remarks>
internal sealed class WaitingLine
{
    private readonly Func<RequestJob, int>? _keyOf;
    private readonly Func<WaitingLine>? _makeLine;
    private readonly Queue<RequestJob> _jobs = new();

    /// <summary>The lines in their turns, the next first; some may have become empty.</summary>
    private readonly Queue<(int Key, WaitingLine Line)> _turns = new();
    private readonly Dictionary<int, WaitingLine> _lines = [];
    private readonly Stack<WaitingLine> _spare = new();

    private WaitingLine()
    {
    }

    private WaitingLine(Func<RequestJob, int> keyOf, Func<WaitingLine> makeLine)
    {
        _keyOf = keyOf;
        _makeLine = makeLine;
    }

    /// <summary>How many jobs wait.</summary>
    public int Count { get; private set; }

    /// <summary>A line in which hosts take turns, and in the turn of a host its ports.</summary>
    public static WaitingLine OfHosts() => new(job => Hash(job.Client.Host), OfPorts);

    public void Add(RequestJob job)
    {
        Count++;
        if (_keyOf is null)
        {
            _jobs.Enqueue(job);
            return;
        }

        int key = _keyOf(job);
        if (!_lines.TryGetValue(key, out WaitingLine? line))
        {
            line = _spare.TryPop(out WaitingLine? spare) ? spare : _makeLine!();
            _lines.Add(key, line);
            _turns.Enqueue((key, line));
        }

        line.Add(job);
    }

    /// <summary>Takes the next; there must be one.</summary>
    public RequestJob Take()
    {
        Count--;
        if (_keyOf is null)
            return _jobs.Dequeue();

        (int key, WaitingLine line) = _turns.Dequeue();
        while (line.Count == 0)
        {
            Close(key, line);
            (key, line) = _turns.Dequeue();
        }

        RequestJob job = line.Take();
        if (line.Count > 0)
            _turns.Enqueue((key, line));
        else
            Close(key, line);
        return job;
    }

    /// <summary>Takes the eldest of the sender that has most waiting; there must be one.</summary>
    public RequestJob TakeOfLongest()
    {
        Count--;
        if (_keyOf is null)
            return _jobs.Dequeue();

        WaitingLine? longest = null;
        foreach ((_, WaitingLine line) in _turns)
        {
            if (longest is null || line.Count > longest.Count)
                longest = line;
        }

        return longest!.TakeOfLongest();
    }

    private static WaitingLine OfPorts() => new(job => job.Client.GetHashCode(), static () => new WaitingLine());

    private static int Hash(ReadOnlySpan<byte> bytes)
    {
        var hash = new HashCode();
        hash.AddBytes(bytes);
        return hash.ToHashCode();
    }

    private void Close(int key, WaitingLine line)
    {
        _lines.Remove(key);
        _spare.Push(line);
    }
}
