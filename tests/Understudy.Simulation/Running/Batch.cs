using Understudy.Simulation.Chance;
using Understudy.Simulation.Plans;

namespace Understudy.Simulation.Running;

/// <summary>Many seeds, over several threads. Each run stays on one.</summary>
internal sealed class Batch
{
    private readonly BatchOptions _options;
    private readonly CancellationToken _stop;
    private readonly TimeProvider _time = TimeProvider.System;
    private readonly List<RunResult> _failures = [];
    private readonly long _began;
    private ulong _next;
    private long _runs;
    private long _ticks;
    private long _requests;
    private ulong _digest;
    private int _failed;

    private Batch(BatchOptions options, CancellationToken stop)
    {
        _options = options;
        _stop = stop;
        _began = _time.GetTimestamp();
    }

    /// <summary>Whether there is a reason to begin no more. What has begun is run to its end.</summary>
    private bool IsOver => _stop.IsCancellationRequested
        || Volatile.Read(ref _failed) >= _options.MaxFailures
        || (_options.Time is { } time && _time.GetElapsedTime(_began) >= time);

    /// <summary>
    /// Runs seeds from the first on, until enough have failed, the time is over or somebody stops it.
    /// </summary>
    public static BatchResult Run(BatchOptions options, CancellationToken stop = default)
    {
        var batch = new Batch(options, stop);
        List<Thread> threads = [.. Enumerable.Range(0, options.Threads).Select(_ => new Thread(batch.Work))];
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());

        // Seeds are taken in order: which failures come first does not depend on the number of threads.
        return new BatchResult([.. batch._failures
            .OrderBy(failure => unchecked(failure.Plan.Seed - options.First))
            .Take(options.MaxFailures)])
        {
            Runs = batch._runs,
            Requests = batch._requests,
            SimulatedSeconds = batch._ticks / (double)TimeSpan.TicksPerSecond,
            Digest = batch._digest,
        };
    }

    private void Work()
    {
        while (!IsOver)
        {
            ulong index = Interlocked.Increment(ref _next) - 1;
            if (index >= _options.Count)
                return;
            Plan plan = PlanMaker.Make(unchecked(_options.First + index), _options.Seconds);
            Count(ClusterRun.Of(plan, _options.Mutation));
        }
    }

    private void Count(RunResult result)
    {
        Interlocked.Increment(ref _runs);
        Interlocked.Add(ref _ticks, result.Ticks);
        Interlocked.Add(ref _requests, result.Requests);
        Interlocked.Add(ref _digest, Dice.Mix(result.Digest, result.Plan.Seed));
        if (result.Violation is null)
            return;
        Interlocked.Increment(ref _failed);
        lock (_failures)
            _failures.Add(result);
    }
}
