namespace Understudy.Server;

/// <summary>
/// What a server tells of itself in its heartbeats: how much it has heard by the request group, requests and others'
/// checks, and how many requests it has answered. Safe from any thread.
/// </summary>
internal sealed class RequestCounts
{
    private ulong _heard;
    private ulong _answered;
    private long _busyTicks;
    private long _busyBefore;
    private TimeSpan _tickedAt;
    private double _placesTaken;
    private int _load;

    /// <summary>
    /// How much of what the server can do it has to do: 255 is all of it. It is the share of the last period in which
    /// a handler had the request thread, or of the places for requests in progress that are taken, whichever is more.
    /// </summary>
    public byte Load => (byte)Volatile.Read(ref _load);

    public ulong Heard => Volatile.Read(ref _heard);

    public ulong Answered => Volatile.Read(ref _answered);

    /// <summary>A handler had the request thread for so long. Called by the request thread.</summary>
    public void CountBusy(TimeSpan time) => Volatile.Write(ref _busyTicks, _busyTicks + time.Ticks);

    /// <summary>So many of the places for requests in progress are taken.</summary>
    public void CountPlaces(int taken, int all) => Volatile.Write(ref _placesTaken, (double)taken / all);

    /// <summary>A period is over. Called by the heartbeat thread.</summary>
    public void Tick(TimeSpan now)
    {
        long busy = Volatile.Read(ref _busyTicks);
        double share = now > _tickedAt ? (busy - _busyBefore) / (double)(now - _tickedAt).Ticks : 0;
        _busyBefore = busy;
        _tickedAt = now;
        double most = Math.Max(share, Volatile.Read(ref _placesTaken));
        Volatile.Write(ref _load, (int)Math.Clamp(most * byte.MaxValue, 0, byte.MaxValue));
    }

    public void CountHeard() => Interlocked.Increment(ref _heard);

    public void CountAnswered() => Interlocked.Increment(ref _answered);
}
