namespace Understudy.Simulation.Timing;

/// <summary>What is to happen, in the order of time: a binary heap, and the true time.</summary>
internal sealed class EventQueue
{
    private SimEvent[] _heap = new SimEvent[256];
    private int _count;
    private long _order;

    /// <summary>The true time, in ticks of 100 ns.</summary>
    public long Now { get; private set; }

    public void Plan(long at, EventKind kind, int host, int argument = 0)
    {
        if (_count == _heap.Length)
            Array.Resize(ref _heap, 2 * _count);

        var item = new SimEvent(Math.Max(at, Now), _order++, kind, host, argument);
        int place = _count++;
        while (place > 0)
        {
            int parent = (place - 1) / 2;
            if (!item.ComesBefore(_heap[parent]))
                break;
            _heap[place] = _heap[parent];
            place = parent;
        }

        _heap[place] = item;
    }

    /// <summary>Takes the next event, and moves the time to it.</summary>
    public bool TryTake(out SimEvent next)
    {
        if (_count == 0)
        {
            next = default;
            return false;
        }

        next = _heap[0];
        Now = next.At;
        SimEvent last = _heap[--_count];
        int place = 0;
        while (true)
        {
            int child = (2 * place) + 1;
            if (child >= _count)
                break;
            if (child + 1 < _count && _heap[child + 1].ComesBefore(_heap[child]))
                child++;
            if (!_heap[child].ComesBefore(last))
                break;
            _heap[place] = _heap[child];
            place = child;
        }

        _heap[place] = last;
        return true;
    }
}
