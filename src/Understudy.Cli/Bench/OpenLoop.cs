namespace Understudy.Cli.Bench;

/// <summary>Sends every request when it is due, whether or not those before it have been answered.</summary>
/// <remarks>
/// A thread of its own waits until the next request is due, and then sends all that is: coarsely as long as there is
/// time, so that it can be stopped, and finely at last. A timer of the thread pool comes two or three milliseconds
/// late, measured here. What it is late counts as latency, and is told on its own as the send lag.
/// </remarks>
internal sealed class OpenLoop
{
    /// <summary>A wait that can be ended has whole milliseconds, and may come that much late.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromMilliseconds(2);

    /// <summary>How long to wait where too many requests are in flight to send what is due.</summary>
    private static readonly TimeSpan Respite = TimeSpan.FromMilliseconds(1);

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
        var fine = new FineWait(_time);
        long now;
        do
        {
            now = _time.GetTimestamp();
            SendDue(now);
            Wait(fine, now, stop.WaitHandle);
        }
        while (now < _schedule.End && !stop.IsCancellationRequested);
    }

    private void Wait(FineWait fine, long now, WaitHandle stop)
    {
        bool isFull = _next < _schedule.DueBy(now);
        long next = Math.Min(_schedule.TimeOf(_next), _schedule.End);
        TimeSpan rest = _time.GetElapsedTime(_time.GetTimestamp(), next);
        if (isFull)
            stop.WaitOne(Respite);
        else if (rest <= Margin)
            fine.Until(next);
        else
            stop.WaitOne(rest - Margin < MaxWait ? rest - Margin : MaxWait);
    }
}
