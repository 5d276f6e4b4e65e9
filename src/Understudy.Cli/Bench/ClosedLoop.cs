namespace Understudy.Cli.Bench;

/// <summary>
/// Keeps a number of requests in flight: each is followed by the next one as soon as it has its outcome. It finds out
/// how much the servers can do; how long a client has to wait is for an open loop to say.
/// </summary>
internal sealed class ClosedLoop
{
    private readonly int _concurrency;
    private readonly long _end;
    private readonly Asker _asker;
    private readonly TimeProvider _time;

    /// <param name="concurrency">How many requests are in flight.</param>
    /// <param name="end">The timestamp from which no request is begun.</param>
    /// <param name="asker">Sends them.</param>
    /// <param name="time">The clock.</param>
    public ClosedLoop(int concurrency, long end, Asker asker, TimeProvider time)
    {
        _concurrency = concurrency;
        _end = end;
        _asker = asker;
        _time = time;
    }

    /// <summary>Returns when the last request has its outcome.</summary>
    public Task RunAsync(CancellationToken cancellationToken)
        => Task.WhenAll(Enumerable.Range(0, _concurrency)
            .Select(_ => Task.Run(() => AskOverAndOverAsync(cancellationToken), cancellationToken)));

    private async Task AskOverAndOverAsync(CancellationToken cancellationToken)
    {
        long now;
        while ((now = _time.GetTimestamp()) < _end && !cancellationToken.IsCancellationRequested)
            await _asker.AskAsync(now).ConfigureAwait(false);
    }
}
