namespace Understudy.Simulation.Network;

/// <summary>What waits in a socket: bounded, and what does not fit is dropped.</summary>
internal sealed class ReceiveQueue
{
    private readonly Waiting[] _ring;
    private int _first;

    public ReceiveQueue(int capacity) => _ring = new Waiting[capacity];

    public int Count { get; private set; }

    public bool TryAdd(Datagram datagram, long now)
    {
        if (Count == _ring.Length)
            return false;

        _ring[(_first + Count++) % _ring.Length] = new Waiting(datagram, now);
        return true;
    }

    public bool TryTake(out Waiting waiting)
    {
        if (Count == 0)
        {
            waiting = default;
            return false;
        }

        waiting = _ring[_first];
        _first = (_first + 1) % _ring.Length;
        Count--;
        return true;
    }

    /// <param name="Datagram">The datagram.</param>
    /// <param name="Since">When it came.</param>
    internal readonly record struct Waiting(Datagram Datagram, long Since);
}
