namespace Understudy.Cli.Bench;

/// <summary>Sends every request when it is due, whether or not those before it have been answered.</summary>
/// <remarks>
/// A timer wakes about once a millisecond, and all that is due is sent at once: a thread that spins until the next
/// request is due would send it some hundred microseconds earlier, and take a core from the servers it measures. What
/// the timer is late counts as latency, and is told on its own as the send lag.
/// </remarks>
internal sealed class OpenLoop
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(1);

    private readonly SendSchedule _schedule;
    private readonly Asker _asker;
    private readonly TimeProvider _time;
    private long _next;

    public OpenLoop(SendSchedule schedule, Asker asker, TimeProvider time)
    {
        _schedule = schedule;
        _asker = asker;
        _time = time;
    }

    /// <summary>Requests that are due and were not sent, because too many are in flight.</summary>
    public long Unsent => _schedule.DueBy(_time.GetTimestamp()) - _next;

    /// <summary>Returns when the last request was due.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using PeriodicTimer timer = new(Tick, _time);
        long now;
        do
        {
            now = _time.GetTimestamp();
            SendDue(now);
        }
        while (now < _schedule.End && await timer.WaitForNextTickAsync(cancellationToken).ConfigureAwait(false));
    }

    public void SendDue(long now)
    {
        long due = _schedule.DueBy(now);
        while (_next < due && _asker.TryBegin(_schedule.TimeOf(_next)))
            _next++;
    }
}
