namespace Understudy.Cli.Bench;

/// <summary>Sends every request when it is due, whether or not those before it have been answered.</summary>
/// <remarks>
/// A thread of its own sleeps until the next request is due, at least a millisecond, and then sends all that is due. A
/// thread that spins until then would take a core from the servers it measures; a timer of the thread pool comes two or
/// three milliseconds late, measured here, where this comes a fraction of one late. What it is late counts as latency,
/// and is told on its own as the send lag.
/// </remarks>
internal sealed class OpenLoop
{
    private static readonly TimeSpan MinWait = TimeSpan.FromMilliseconds(1);

    private static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(1);

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

    /// <summary>Returns when no further request is due, or as soon as it is cancelled.</summary>
    public Task RunAsync(CancellationToken stop)
        => Task.Factory.StartNew(
            () => Run(stop), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    public void SendDue(long now)
    {
        long due = _schedule.DueBy(now);
        while (_next < due && _asker.TryBegin(_schedule.TimeOf(_next)))
            _next++;
    }

    private void Run(CancellationToken stop)
    {
        long now;
        do
        {
            now = _time.GetTimestamp();
            SendDue(now);
        }
        while (now < _schedule.End && !stop.WaitHandle.WaitOne(NextWait()));
    }

    /// <summary>A wait has whole milliseconds; the nearest one is early as often as it is late.</summary>
    private TimeSpan NextWait()
    {
        long next = Math.Min(_schedule.TimeOf(_next), _schedule.End);
        double wait = Math.Round(_time.GetElapsedTime(_time.GetTimestamp(), next).TotalMilliseconds);
        return TimeSpan.FromMilliseconds(Math.Clamp(wait, MinWait.TotalMilliseconds, MaxWait.TotalMilliseconds));
    }
}
