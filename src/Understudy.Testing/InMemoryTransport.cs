namespace Understudy.Testing;

/// <summary>
/// One server's or client's end of an <see cref="InMemoryNetwork"/>: a bounded queue of what was sent to it.
/// </summary>
/// <remarks>Its lock is taken after the network's, never before.</remarks>
internal sealed class InMemoryTransport : IDatagramTransport
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(1);

    private readonly InMemoryNetwork _network;
    private readonly ITimer? _alarm;
    private readonly object _gate = new();

    // By when a datagram arrives; of those that arrive at once, in the order in which they were sent.
    private readonly PriorityQueue<(Peer From, byte[] Bytes), (TimeSpan At, long Number)> _queue = new();
    private long _enqueued;
    private long _dropped;
    private bool _hearsNoMore;

    public InMemoryTransport(InMemoryNetwork network, InMemoryHost host, Lane? lane, Peer self)
    {
        _network = network;
        Host = host;
        Lane = lane;
        Self = self;

        // By the system's clock a thread can wait alone; a timer's call would have to wait for a thread of the pool.
        if (network.TimeProvider != TimeProvider.System)
        {
            _alarm = network.TimeProvider.CreateTimer(
                _ => Wake(), state: null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }

    public InMemoryHost Host { get; }

    /// <summary>What it hears; null where it hears what is sent to itself alone.</summary>
    public Lane? Lane { get; }

    public Peer Self { get; }

    public string Place => $"{Host.Name} ({Host.Address})";

    public string? Warning => null;

    public bool IsOutOfDate => false;

    public long Dropped => Interlocked.Read(ref _dropped);

    public SendResult SendToGroup(Lane lane, ReadOnlySpan<byte> datagram) => _network.SendToGroup(this, lane, datagram);

    public SendResult Send(Peer peer, ReadOnlySpan<byte> datagram) => _network.Send(this, peer, datagram);

    public int? Receive(Span<byte> buffer, Peer from, TimeSpan wait)
    {
        lock (_gate)
        {
            TimeSpan end = wait == Timeout.InfiniteTimeSpan ? TimeSpan.MaxValue : _network.Now + wait;
            while (!_hearsNoMore)
            {
                if (Host.IsPaused)
                {
                    Monitor.Wait(_gate);
                    continue;
                }

                TimeSpan now = _network.Now;
                TimeSpan next = TimeSpan.MaxValue;
                if (_queue.TryPeek(out _, out (TimeSpan At, long Number) first))
                {
                    if (first.At <= now)
                        return Take(buffer, from);
                    next = first.At;
                }

                if (now >= end)
                    return null;
                WaitUntil(next < end ? next : end, now);
            }

            return null;
        }
    }

    public void StopReceiving()
    {
        _network.Silence(this);
        HearNoMore();
    }

    public void Maintain(TimeSpan now)
    {
        // A network in memory forgets nobody.
    }

    public void Dispose()
    {
        _network.Close(this);
        HearNoMore();
        _alarm?.Dispose();
    }

    /// <summary>Has a wait that is going on look again.</summary>
    public void Wake()
    {
        lock (_gate)
            Monitor.PulseAll(_gate);
    }

    public void Enqueue(Peer from, byte[] datagram, TimeSpan at)
    {
        lock (_gate)
        {
            if (_hearsNoMore)
                return;
            if (_queue.Count >= InMemoryNetwork.QueueCapacity)
            {
                Interlocked.Increment(ref _dropped);
                return;
            }

            _queue.Enqueue((from, datagram), (at, _enqueued++));
            Monitor.PulseAll(_gate);
        }
    }

    private int Take(Span<byte> buffer, Peer from)
    {
        (Peer sender, byte[] bytes) = _queue.Dequeue();
        int length = Math.Min(bytes.Length, buffer.Length);
        bytes.AsSpan(0, length).CopyTo(buffer);
        from.CopyFrom(sender);
        return length;
    }

    /// <summary>Waits until then, or until it is woken; it may also end for no reason.</summary>
    private void WaitUntil(TimeSpan time, TimeSpan now)
    {
        if (time == TimeSpan.MaxValue)
        {
            Monitor.Wait(_gate);
        }
        else if (_alarm is null)
        {
            Monitor.Wait(_gate, RoundUp(time - now));
        }
        else if (SetAlarm(time, now))
        {
            Monitor.Wait(_gate);
        }
    }

    /// <returns>Whether the time is still to come.</returns>
    private bool SetAlarm(TimeSpan time, TimeSpan now)
    {
        while (now < time)
        {
            _alarm!.Change(time - now, Timeout.InfiniteTimeSpan);
            TimeSpan setAt = now;
            now = _network.Now;

            // Virtual time may leap between the two looks at the clock, and the alarm would ring too late.
            if (now - setAt < Tick)
                return true;
        }

        return false;
    }

    private static TimeSpan RoundUp(TimeSpan wait) => TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds));

    private void HearNoMore()
    {
        lock (_gate)
        {
            _hearsNoMore = true;
            Monitor.PulseAll(_gate);
        }
    }
}
