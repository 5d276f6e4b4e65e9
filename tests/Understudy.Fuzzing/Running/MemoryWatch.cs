using System.Globalization;

namespace Understudy.Fuzzing.Running;

/// <summary>
/// Whether memory stays flat over the second half of a run: what one input leaves behind, millions of them pile up.
/// </summary>
internal sealed class MemoryWatch
{
    /// <summary>The inputs that are kept, and what the runtime itself has not settled yet, are well below it.</summary>
    public const long MaxGrowth = 64L << 20;

    private long _heap;
    private long _process;

    /// <summary>The first half is over. What is said again later counts for nothing.</summary>
    public void Begin()
    {
        if (_process == 0)
            (_heap, _process) = Measure();
    }

    /// <summary>The run is over.</summary>
    public Failure? Check()
    {
        // A run that failed early was not watched.
        if (_process == 0)
            return null;
        (long heap, long process) = Measure();
        return heap - _heap <= MaxGrowth && process - _process <= MaxGrowth
            ? null
            : new Failure(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"memory grew: the heap from {_heap:N0} to {heap:N0} bytes, "
                    + $"the process from {_process:N0} to {process:N0}"),
                Input: "");
    }

    private static (long Heap, long Process) Measure()
    {
        long heap = GC.GetTotalMemory(forceFullCollection: true);
        return (heap, Environment.WorkingSet);
    }
}
