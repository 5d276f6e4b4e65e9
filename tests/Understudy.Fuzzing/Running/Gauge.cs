using System.Globalization;
using Understudy.Fuzzing.Targets;

namespace Understudy.Fuzzing.Running;

/// <summary>Measures what an input costs, and holds it against the limits.</summary>
/// <remarks>
/// A clock also measures what the machine does meanwhile: the compiler, the collector, other programs. None of that
/// comes back each time, so an input that seems slow, or greedy, is measured again several times and the least of it
/// counts. Its cost cannot be less than that, and a machine is not so busy that it would be more every time.
/// </remarks>
internal sealed class Gauge
{
    /// <summary>The longest that any input may take.</summary>
    public static readonly TimeSpan TimeLimit = TimeSpan.FromMilliseconds(5);

    private const int Repeats = 10;

    private readonly FuzzTarget _target;
    private readonly TimeProvider _time = TimeProvider.System;
    private TimeSpan _elapsed;
    private long _allocated;

    public Gauge(FuzzTarget target) => _target = target;

    public TimeSpan Slowest { get; private set; }

    public byte[] SlowestInput { get; private set; } = [];

    public long LargestAllocation { get; private set; }

    /// <summary>Runs the target once.</summary>
    public void Run(ReadOnlyMemory<byte> input)
    {
        _target.Prepare();
        long allocatedBefore = GC.GetAllocatedBytesForCurrentThread();
        long begun = _time.GetTimestamp();
        _target.Run(input);
        _elapsed = _time.GetElapsedTime(begun);
        _allocated = GC.GetAllocatedBytesForCurrentThread() - allocatedBefore;
    }

    /// <summary>Looks at what the last run has cost.</summary>
    /// <returns>The limit that it broke, if it did.</returns>
    public Failure? Check(ReadOnlyMemory<byte> input)
    {
        if (_elapsed <= Slowest && _allocated <= LargestAllocation)
            return null;

        TimeSpan elapsed = _elapsed;
        long allocated = _allocated;
        for (int repeat = 0; repeat < Repeats && (elapsed > Slowest || allocated > LargestAllocation); repeat++)
        {
            Run(input);
            elapsed = _elapsed < elapsed ? _elapsed : elapsed;
            allocated = Math.Min(_allocated, allocated);
        }

        LargestAllocation = Math.Max(LargestAllocation, allocated);
        if (elapsed > Slowest)
        {
            Slowest = elapsed;
            SlowestInput = input.ToArray();
        }

        string? broken = elapsed > TimeLimit ? $"took {elapsed.TotalMilliseconds:0.0} ms"
            : allocated > _target.MaxAllocatedBytes
                ? string.Create(CultureInfo.InvariantCulture, $"allocated {allocated:N0} bytes")
                : null;
        return broken is null ? null : new Failure(broken, Convert.ToHexString(input.Span));
    }
}
