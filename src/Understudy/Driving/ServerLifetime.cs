namespace Understudy.Driving;

/// <summary>The time of a server, and whether it is to stop. Safe to use from both of its threads.</summary>
internal sealed class ServerLifetime : IDisposable
{
    private readonly TimeProvider _time;
    private long _start;
    private volatile bool _isStopping;
    private volatile bool _isLeaving;

    public ServerLifetime(TimeProvider time) => _time = time;

    /// <summary>Set when both threads are to end: ends a wait.</summary>
    public ManualResetEvent Stopping { get; } = new(initialState: false);

    /// <summary>Monotonic time since the server was started.</summary>
    public TimeSpan Now => _time.GetElapsedTime(_start);

    /// <summary>Whether the server is to say that it leaves, and then to end.</summary>
    public bool IsLeaving => _isLeaving;

    /// <summary>Whether both threads are to end. Costs less than to look at the event.</summary>
    public bool IsStopping => _isStopping;

    /// <summary>The server starts: the engines' time is now zero.</summary>
    public void Begin() => _start = _time.GetTimestamp();

    /// <summary>The server is to leave.</summary>
    public void Leave() => _isLeaving = true;

    /// <summary>Both threads are to end.</summary>
    public void Stop()
    {
        _isStopping = true;
        Stopping.Set();
    }

    public void Dispose() => Stopping.Dispose();
}
