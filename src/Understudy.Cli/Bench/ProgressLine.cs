using System.Globalization;
using Understudy.Cli.Hosting;

namespace Understudy.Cli.Bench;

/// <summary>Shows on a terminal how far a run is, in one line that is gone when it ends.</summary>
internal sealed class ProgressLine
{
    private const string EraseLine = "\r\x1b[K";

    private static readonly TimeSpan Refresh = TimeSpan.FromMilliseconds(200);

    private readonly BenchTally _tally;
    private readonly TimeSpan _duration;
    private readonly ProgramContext _context;

    public ProgressLine(BenchTally tally, TimeSpan duration, ProgramContext context)
    {
        _tally = tally;
        _duration = duration;
        _context = context;
    }

    /// <summary>Runs until it is cancelled; writes nothing where standard error is no terminal.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (!_context.IsErrorTerminal)
            return;
        long start = _context.Time.GetTimestamp();
        using var timer = new PeriodicTimer(Refresh, _context.Time);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken).ConfigureAwait(false))
                Write(Describe(_tally.Count(), _context.Time.GetElapsedTime(start), _duration));
        }
        catch (OperationCanceledException)
        {
            _context.Error.Write(EraseLine);
        }
    }

    public static string Describe(OutcomeCounts counts, TimeSpan elapsed, TimeSpan duration)
        => string.Create(
            CultureInfo.InvariantCulture,
            $"{elapsed.TotalSeconds:0.0}s of {Duration.Format(duration)}: {counts.Answered} answered, "
                + $"{counts.TimedOut} timed out, {counts.Rejected} rejected, {counts.Wrong} wrong, "
                + $"{counts.Failed} failed, {counts.InFlight} in flight");

    /// <summary>A line that is wrapped could not be written over.</summary>
    private void Write(string line)
    {
        int room = Math.Max(_context.Width() - 1, 0);
        _context.Error.Write(EraseLine + (line.Length > room ? line[..room] : line));
    }
}
