using System.Globalization;
using Understudy.Cli.Commands;

namespace Understudy.Cli.Bench;

/// <summary>Shows on a terminal how far a run is, in one line that is gone when it ends.</summary>
internal sealed class ProgressLine
{
    private const string EraseLine = "\r\x1b[K";

    private static readonly TimeSpan Refresh = TimeSpan.FromMilliseconds(200);

    private readonly BenchTally _tally;
    private readonly TimeSpan _duration;
    private readonly Surroundings _surroundings;

    public ProgressLine(BenchTally tally, TimeSpan duration, Surroundings surroundings)
    {
        _tally = tally;
        _duration = duration;
        _surroundings = surroundings;
    }

    /// <summary>Runs until it is cancelled; writes nothing where standard error is no terminal.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (!_surroundings.IsErrorTerminal)
            return;
        long start = _surroundings.Time.GetTimestamp();
        using PeriodicTimer timer = new(Refresh, _surroundings.Time);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken).ConfigureAwait(false))
                Write(Describe(_tally.Count(), _surroundings.Time.GetElapsedTime(start), _duration));
        }
        catch (OperationCanceledException)
        {
            _surroundings.Error.Write(EraseLine);
        }
    }

    public static string Describe(OutcomeCounts counts, TimeSpan elapsed, TimeSpan duration)
        => string.Create(
            CultureInfo.InvariantCulture,
            $"{elapsed.TotalSeconds:0.0} of {Duration.Format(duration)}: {counts.Answered} answered, "
                + $"{counts.TimedOut} timed out, {counts.Rejected} rejected, {counts.Wrong} wrong, "
                + $"{counts.InFlight} in flight");

    /// <summary>A line that is wrapped could not be written over.</summary>
    private void Write(string line)
    {
        int room = Math.Max(_surroundings.Width() - 1, 0);
        _surroundings.Error.Write(EraseLine + (line.Length > room ? line[..room] : line));
    }
}
