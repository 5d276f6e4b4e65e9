using Understudy.Simulation.Mutations;
using Understudy.Simulation.Plans;

namespace Understudy.Simulation.Running;

/// <summary>Many seeds, over all processors. Each run stays on one thread.</summary>
internal sealed class Batch
{
    private readonly int _seconds;
    private long _runs;
    private long _ticks;
    private long _requests;

    /// <param name="seconds">How long each run lasts, in simulated seconds.</param>
    public Batch(int seconds) => _seconds = seconds;

    public long Runs => _runs;

    public long Requests => _requests;

    public double SimulatedSeconds => _ticks / (double)TimeSpan.TicksPerSecond;

    /// <summary>Runs seeds from the first on, until so many have failed or there are no more.</summary>
    /// <returns>The runs that failed, by seed.</returns>
    public IReadOnlyList<RunResult> Run(ulong first, ulong count, int stopAfter, Mutation mutation)
    {
        var failures = new List<RunResult>();
        ulong next = 0;
        int failed = 0;
        void Work()
        {
            ulong index;
            while ((index = Interlocked.Increment(ref next) - 1) < count && Volatile.Read(ref failed) < stopAfter)
            {
                RunResult result = ClusterRun.Of(PlanMaker.Make(unchecked(first + index), _seconds), mutation);
                Interlocked.Increment(ref _runs);
                Interlocked.Add(ref _ticks, result.Ticks);
                Interlocked.Add(ref _requests, result.Requests);
                if (result.Violation is null)
                    continue;
                Interlocked.Increment(ref failed);
                lock (failures)
                    failures.Add(result);
            }
        }

        var threads = Enumerable.Range(0, Environment.ProcessorCount).Select(_ => new Thread(Work)).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        return [.. failures.OrderBy(failure => unchecked(failure.Plan.Seed - first))];
    }
}
