namespace Understudy.Driving;

/// <summary>
/// A lock with an alarm clock: one thread waits in it until a time, or until another thread has set an earlier one. The
/// object itself is what is locked, and all of its members but <see cref="Now"/> are called with the lock held.
/// </summary>
/// <remarks>
/// By the system's clock a thread waits as <see cref="Monitor"/> does. By any other, which a test may move by hand, it
/// is woken by a timer of that clock.
/// </remarks>
internal sealed class AlarmGate : IDisposable
{
    /// <summary>A clock that moves by more than this while a timer is being set is moved by hand.</summary>
    private static readonly TimeSpan Jump = TimeSpan.FromMilliseconds(1);

    private static readonly TimeSpan Awake = TimeSpan.MinValue;

    private readonly TimeProvider _time;
    private readonly long _start;
    private readonly ITimer? _timer;
    private TimeSpan _wakesAt = Awake;

    public AlarmGate(TimeProvider time)
    {
        _time = time;
        _start = time.GetTimestamp();
        if (time != TimeProvider.System)
            _timer = time.CreateTimer(_ => Ring(), state: null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>The time since the gate was made.</summary>
    public TimeSpan Now => _time.GetElapsedTime(_start);

    /// <summary>Waits until a time, or for as long as it takes; may return earlier.</summary>
    public void WaitUntil(TimeSpan? due)
    {
        _wakesAt = due ?? TimeSpan.MaxValue;
        if (_wakesAt == TimeSpan.MaxValue)
            Monitor.Wait(this);
        else if (_timer is not null)
            WaitForTimer(_timer);
        else if (_wakesAt > Now)
            Monitor.Wait(this, InWholeMilliseconds(_wakesAt - Now));
        _wakesAt = Awake;
    }

    /// <summary>Waits a little, whatever the clock shows, or until <see cref="WakeAll"/>.</summary>
    public void Pause(TimeSpan wait) => Monitor.Wait(this, InWholeMilliseconds(wait));

    /// <summary>Something is due then: the thread that waits does so no longer than that.</summary>
    public void WakeBy(TimeSpan? due)
    {
        if (due < _wakesAt)
            Monitor.PulseAll(this);
    }

    public void WakeAll() => Monitor.PulseAll(this);

    public void Dispose() => _timer?.Dispose();

    /// <summary>Never too short.</summary>
    private static int InWholeMilliseconds(TimeSpan wait) => Math.Max(0, (int)Math.Ceiling(wait.TotalMilliseconds));

    private void WaitForTimer(ITimer timer)
    {
        TimeSpan now = Now;
        while (now < _wakesAt)
        {
            timer.Change(_wakesAt - now, Timeout.InfiniteTimeSpan);

            // A timer counts from when it is set: where the clock was moved since it was read, it would ring too late.
            TimeSpan before = now;
            now = Now;
            if (now - before < Jump)
            {
                Monitor.Wait(this);
                return;
            }
        }
    }

    private void Ring()
    {
        lock (this)
            WakeAll();
    }
}
