namespace Understudy.Lab.Network;

/// <summary>
/// An Ethernet hub that can be spoilt: what comes in at one port goes out at all others, as late and as often as the
/// impairment of each wants it. Ports count from 1.
/// </summary>
/// <remarks>
/// Without clock or socket: frames and <c>now</c> go in, deliveries come out. Of two frames that are due at one time,
/// the one that came first goes first. Called with a lock held.
/// </remarks>
internal sealed class Hub
{
    /// <summary>How many frames may be under way; one more is dropped and counted.</summary>
    public const int MaxUnderWay = 16_384;

    private const int MostCopies = 2;

    private readonly Impairment[] _ports;
    private readonly Random _random;
    private readonly PriorityQueue<Delivery, (TimeSpan Due, long Order)> _underWay = new();
    private long _order;

    /// <param name="ports">How many hosts are connected.</param>
    /// <param name="random">Draws the lots.</param>
    public Hub(int ports, Random random)
    {
        _ports = new Impairment[ports];
        Array.Fill(_ports, Impairment.None);
        _random = random;
    }

    public int Ports => _ports.Length;

    /// <summary>Frames that found no room.</summary>
    public long Overflowed { get; private set; }

    /// <summary>When the next frame goes out; null where none is under way.</summary>
    public TimeSpan? NextDue => _underWay.TryPeek(out _, out (TimeSpan Due, long) first) ? first.Due : null;

    /// <summary>Changes what a port does to the frames that come from now on.</summary>
    public void Impair(int port, Impairment impairment) => _ports[port - 1] = impairment;

    /// <summary>A frame has come from the host at a port. The hub keeps it.</summary>
    public void Accept(int from, ReadOnlyMemory<byte> frame, TimeSpan now)
    {
        if (_ports[from - 1].Cut.HasFlag(Cut.Out))
            return;

        Span<TimeSpan> delays = stackalloc TimeSpan[MostCopies];
        for (int port = 1; port <= Ports; port++)
        {
            if (port == from)
                continue;
            int copies = _ports[port - 1].Draw(_random, delays);
            foreach (TimeSpan delay in delays[..copies])
                Send(new Delivery(port, frame), now + delay);
        }
    }

    /// <summary>Takes a frame that is due; the caller sends it.</summary>
    public bool TryTake(TimeSpan now, out Delivery delivery)
    {
        if (NextDue is { } due && due <= now)
            return _underWay.TryDequeue(out delivery, out _);

        delivery = default;
        return false;
    }

    private void Send(Delivery delivery, TimeSpan due)
    {
        if (_underWay.Count < MaxUnderWay)
            _underWay.Enqueue(delivery, (due, _order++));
        else
            Overflowed++;
    }
}
