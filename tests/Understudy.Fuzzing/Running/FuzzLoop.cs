using Understudy.Fuzzing.Coverage;
using Understudy.Fuzzing.Inputs;
using Understudy.Fuzzing.Mutating;
using Understudy.Fuzzing.Targets;

namespace Understudy.Fuzzing.Running;

/// <summary>
/// Changes inputs, runs the target on them, and keeps those that take the code where no input has been. Everything but
/// the clock follows from the seed.
/// </summary>
internal sealed class FuzzLoop
{
    /// <summary>Reading a clock that often costs nothing; stopping that much later neither.</summary>
    private const int InputsBetweenLooks = 256;

    private readonly FuzzTarget _target;
    private readonly FuzzJob _job;
    private readonly LastInput? _lastInput;
    private readonly SeededRandom _random;
    private readonly Mutator _mutator;
    private readonly Draft _draft;
    private readonly InputPool _pool = new();
    private readonly SeenEdges _seen = new();
    private readonly Gauge _gauge;

    /// <param name="job">What to do.</param>
    /// <param name="target">The target of it.</param>
    /// <param name="lastInput">Where to leave each input, for the case that the process does not survive it.</param>
    public FuzzLoop(FuzzJob job, FuzzTarget target, LastInput? lastInput = null)
    {
        _job = job;
        _target = target;
        _lastInput = lastInput;
        _random = new SeededRandom(job.Seed);
        _mutator = new Mutator(_random, target.Tokens, target.MaxLength);
        _draft = new Draft(target.MaxLength);
        _gauge = new Gauge(target);
    }

    public SeenEdges Seen => _seen;

    /// <param name="start">The inputs to begin with.</param>
    public FuzzResult Run(IReadOnlyList<byte[]> start)
    {
        TimeProvider time = TimeProvider.System;
        long begun = time.GetTimestamp();
        long inputs = 0;
        Failure? failure = WarmUp(start);
        var memory = new MemoryWatch();
        while (failure is null && inputs < _job.Inputs)
        {
            if (inputs % InputsBetweenLooks == 0)
            {
                TimeSpan elapsed = time.GetElapsedTime(begun);
                if (elapsed > _job.Time)
                    break;
                if (inputs >= _job.Inputs / 2 || elapsed > _job.Time / 2)
                    memory.Begin();
            }

            _draft.Set(_pool.Pick(_random));
            _mutator.Mutate(_draft, _pool.Pick(_random));
            failure = Try();
            inputs++;
        }

        double seconds = time.GetElapsedTime(begun).TotalSeconds;
        failure ??= memory.Check();
        return new FuzzResult
        {
            Inputs = inputs,
            Seconds = seconds,
            Corpus = _pool.Count,
            SlowestMicroseconds = _gauge.Slowest.TotalMicroseconds,
            SlowestInput = Convert.ToHexString(_gauge.SlowestInput),
            LargestAllocation = _gauge.LargestAllocation,
            Failure = failure,
        };
    }

    /// <summary>
    /// Twice, since the first time also runs what runs once only, such as static constructors: footprints that no input
    /// could ever repeat.
    /// </summary>
    private Failure? WarmUp(IReadOnlyList<byte[]> start)
    {
        foreach (byte[] input in start)
        {
            _draft.Set(input);
            if (Try(keep: false) is { } failure)
                return failure;
        }

        foreach (byte[] input in start)
        {
            _draft.Set(input);
            if (Try() is { } failure)
                return failure;
        }

        return null;
    }

    private Failure? Try(bool keep = true)
    {
        ReadOnlyMemory<byte> input = _draft.Memory;
        _lastInput?.Write(input.Span);
        try
        {
            Trace.Clear();
            _gauge.Run(input);
            if (keep && _seen.TakeIn() && !_job.IsBlind)
                _pool.Add(input.Span);
            _target.Verify(input);
            return _gauge.Check(input);
        }
#pragma warning disable CA1031 // Whatever a target throws is what this program is looking for.
        catch (Exception error)
#pragma warning restore CA1031
        {
            return new Failure(error.ToString(), Convert.ToHexString(input.Span));
        }
    }
}
