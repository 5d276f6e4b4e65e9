using System.Globalization;
using System.Text.Json;
using Understudy.Cli.Asking;
using Understudy.Cli.Hosting;
using Understudy.Cli.Rendering;

namespace Understudy.Cli.Bench;

/// <summary>Puts the group under load for a while, and reports how it bore it.</summary>
internal sealed class BenchRun
{
    private const int WarmUpRequests = 20;

    /// <summary>Of a time in UTC, to the microsecond.</summary>
    private const string Iso8601 = "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'";

    private static readonly TimeSpan MaxWarmUp = TimeSpan.FromMilliseconds(250);

    private readonly BenchOptions _options;
    private readonly Exercise _exercise;
    private readonly ProgramContext _context;

    public BenchRun(BenchOptions options, ProgramContext context)
    {
        _options = options;
        _exercise = new Exercise(options.Expression);
        _context = context;
    }

    /// <summary>Ends early, with the results so far, when it is cancelled.</summary>
    /// <exception cref="NetworkException">The network does not let it begin.</exception>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        await WarmUpAsync(cancellationToken).ConfigureAwait(false);
        IUnderstudyClient client = _context.Connect(_options.Client);
        await using (client.ConfigureAwait(false))
        {
            using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            DateTimeOffset startedAt = _context.Time.GetUtcNow();
            long start = _context.Time.GetTimestamp();
            var tally = new BenchTally(_context.Time, start, _exercise.Service);
            using var asker = new Asker(client, _exercise, tally, stop);
            var progress = new ProgressLine(tally, _options.Duration, _context);
            Task showing = progress.RunAsync(stop.Token);
            (TimeSpan sending, long unsent) = await SendAsync(asker, start, stop.Token).ConfigureAwait(false);
            await asker.DrainAsync().ConfigureAwait(false);
            await stop.CancelAsync().ConfigureAwait(false);
            await showing.ConfigureAwait(false);
            if (asker.Failure is { } failure)
                throw failure;

            OutcomeCounts counts = tally.Count();
            BenchMeasures measures = tally.Measure(sending);
            Explain(counts, measures);
            Write(Report(startedAt, counts, unsent, measures, client.Statistics));
            if (cancellationToken.IsCancellationRequested)
                return ExitCode.Interrupted;
            return IsFlawless(counts, unsent) ? ExitCode.Ok : ExitCode.Failure;
        }
    }

    /// <summary>
    /// Asks a few times, uncounted: the first request of a process is compiled while it is made, some 40 ms, and all
    /// those due meanwhile would be late. Whether anybody answers is for the run to find out; a network that does not
    /// let it ask at all ends it here. It has a client of its own, so that whatever still comes for it later, to
    /// another port, is not taken for the run's.
    /// </summary>
    private async Task WarmUpAsync(CancellationToken cancellationToken)
    {
        TimeProvider time = _context.Time;
        using var over = new CancellationTokenSource(MaxWarmUp, time);
        using CancellationTokenSource stop =
            CancellationTokenSource.CreateLinkedTokenSource(over.Token, cancellationToken);
        IUnderstudyClient client = _context.Connect(_options.Client);
        await using (client.ConfigureAwait(false))
        {
            try
            {
                await client.RequestAsync(_exercise.Request, stop.Token).ConfigureAwait(false);
            }
            catch (NoAnswerException)
            {
                // The timeout is shorter than the warm-up.
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }

            using var asker = new Asker(
                client, _exercise, new BenchTally(time, time.GetTimestamp(), _exercise.Service), stop);
            for (int request = 1; request < WarmUpRequests && !stop.IsCancellationRequested; request++)
                await asker.AskAsync(time.GetTimestamp()).ConfigureAwait(false);
        }
    }

    /// <returns>How long requests were sent, and how many were due by then and not sent.</returns>
    private async Task<(TimeSpan Sending, long Unsent)> SendAsync(Asker asker, long start, CancellationToken stop)
    {
        TimeProvider time = _context.Time;
        OpenLoop? open = _options.Rate is { } rate
            ? new OpenLoop(new SendSchedule(start, time.TimestampFrequency, rate, _options.Duration), asker, time)
            : null;
        Task sending = open?.RunAsync(stop)
            ?? new ClosedLoop(_options.Concurrency, asker, time).RunAsync(_options.Duration, stop);
        await sending.ConfigureAwait(false);
        TimeSpan elapsed = time.GetElapsedTime(start);
        return (elapsed < _options.Duration ? elapsed : _options.Duration, open?.Unsent ?? 0);
    }

    private bool IsFlawless(OutcomeCounts counts, long unsent)
    {
        long right = _exercise.Service == Outcome.Rejected ? counts.Rejected : counts.Answered;
        return right == counts.Finished && unsent == 0;
    }

    /// <summary>Says why, where no request got a reply.</summary>
    private void Explain(OutcomeCounts counts, BenchMeasures measures)
    {
        if (counts.Finished == 0)
            return;
        if (counts.Finished == counts.TimedOut)
            _context.Error.WriteLine("understudy: " + Explanation.OfSilence(_options.Client));
        else if (counts.Finished == counts.Failed)
            _context.Error.WriteLine("understudy: " + Printable.Escape(measures.Failures.MaxBy(one => one.Value).Key));
    }

    private BenchReport Report(
        DateTimeOffset startedAt, OutcomeCounts counts, long unsent, BenchMeasures measures, ClientStatistics client)
        => new()
        {
            StartedAt = startedAt.UtcDateTime.ToString(Iso8601, CultureInfo.InvariantCulture),
            Rate = _options.Rate,
            Concurrency = _options.Rate is null ? _options.Concurrency : null,
            Sent = counts.Finished,
            Answered = counts.Answered,
            TimedOut = counts.TimedOut,
            Rejected = counts.Rejected,
            Wrong = counts.Wrong,
            Failed = counts.Failed,
            Unfinished = counts.InFlight + unsent,
            DuplicateReplies = client.DuplicateReplies,
            Repeats = client.Repeats,
            DatagramsSent = client.DatagramsSent,
            RequestsPerSecond = Math.Round(measures.RepliesPerSecond, 1),
            LatencyMicroseconds = measures.Latency,
            SendLagMicroseconds = measures.SendLag,
            LongestGapMilliseconds = Milliseconds(measures.LongestGap),
            AnswersByServer = measures.AnswersByServer,
            Attempts = measures.RequestsByAttempts,
            Failures = measures.Failures,
            SlowRequests = [.. measures.SlowRequests.Select(Line)],
            GapsMilliseconds =
            [
                .. measures.Gaps.Select(gap => new GapLine(Milliseconds(gap.At), Milliseconds(gap.Length))),
            ],
        };

    private void Write(BenchReport report)
    {
        if (_options.IsJson)
            _context.Output.WriteLine(report.ToJson());
        else
            report.WriteTo(PlainConsole.On(_context.Output, hasColour: false, _context.Width()));
    }

    private static SlowRequestLine Line(SlowRequest one) => new(
        Milliseconds(one.At),
        one.Latency.TotalMicroseconds,
        JsonNamingPolicy.CamelCase.ConvertName($"{one.Outcome}"));

    private static double Milliseconds(TimeSpan span) => Math.Round(span.TotalMilliseconds, 3);
}
