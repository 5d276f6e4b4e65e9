namespace Understudy.Cli.Bench;

/// <summary>
/// Keeps a number of requests in flight: each is followed by the next one as soon as it has its outcome. It finds out
/// how much the servers can do; how long a client has to wait is for an open loop to say.
/// </summary>
internal sealed class ClosedLoop
{
    private readonly int _concurrency;
    private readonly Asker _asker;
    private readonly TimeProvider _time;

    public ClosedLoop(int concurrency, Asker asker, TimeProvider time)
    {
        _concurrency = concurrency;
        _asker = asker;
        _time = time;
    }

    /// <summary>Returns when no request is in flight, the duration being over or the run cancelled.</summary>
    public Task RunAsync(TimeSpan duration, CancellationToken stop)
    {
        long start = _time.GetTimestamp();
        return Task.WhenAll(Enumerable.Range(0, _concurrency).Select(_ => Task.Run(
            async () =>
            {
                while (_time.GetElapsedTime(start) < duration && !stop.IsCancellationRequested)
                    await _asker.AskAsync(_time.GetTimestamp()).ConfigureAwait(false);
            },
            CancellationToken.None)));
    }
}
