using System.Globalization;

namespace Understudy.Cli.Bench;

/// <summary>Counts what becomes of the requests, and when.</summary>
/// <remarks>
/// Any thread may call it. One lock keeps everything, so that arrivals have one order and the histograms one writer;
/// it is held for less than a microsecond.
/// </remarks>
internal sealed class BenchTally
{
    /// <summary>How many of the slowest requests are told.</summary>
    public const int MaxSlowRequests = 20;

    /// <summary>How many of the longest gaps are told.</summary>
    public const int MaxGaps = 1000;

    /// <summary>Requests sent more often than this are counted as sent this often.</summary>
    public const int MaxAttempts = 255;

    /// <summary>How many servers are told apart; the answers of more are counted together.</summary>
    public const int MaxServers = 1000;

    private const string OtherServers = "others";

    /// <summary>A shorter gap between two answers is none.</summary>
    private static readonly TimeSpan ShortestGap = TimeSpan.FromMilliseconds(5);

    private readonly TimeProvider _time;
    private readonly long _start;
    private readonly Lock _lock = new();
    private readonly LatencyHistogram _latency = new();
    private readonly LatencyHistogram _lag = new();
    private readonly Longest<SlowRequest> _slowest = new(MaxSlowRequests);
    private readonly Longest<AnswerGap> _gaps = new(MaxGaps);
    private readonly Dictionary<string, long> _servers = [];
    private readonly long[] _attempts = new long[MaxAttempts + 1];
    private readonly long[] _outcomes = new long[Enum.GetValues<Outcome>().Length];
    private long _begun;
    private long? _lastArrival;
    private TimeSpan? _longestGap;

    /// <param name="time">The clock.</param>
    /// <param name="start">The timestamp from which offsets count.</param>
    public BenchTally(TimeProvider time, long start)
    {
        _time = time;
        _start = start;
    }

    /// <summary>A request is about to be sent.</summary>
    /// <param name="scheduled">When it was due.</param>
    public void Begin(long scheduled)
    {
        lock (_lock)
        {
            _begun++;
            _lag.Record(Microseconds(_time.GetElapsedTime(scheduled)));
        }
    }

    /// <summary>A reply has come, right or not.</summary>
    public void Reply(long scheduled, Reply reply, Outcome outcome)
    {
        string server = reply.ServerId is { } id
            ? id.ToString(CultureInfo.InvariantCulture)
            : reply.Sender.ToString();
        lock (_lock)
        {
            long now = _time.GetTimestamp();
            _latency.Record(Microseconds(_time.GetElapsedTime(scheduled, now)));
            Finish(scheduled, now, outcome);
            MeasureGap(now);
            _attempts[Math.Clamp(reply.Attempts, 1, MaxAttempts)]++;
            if (_servers.Count >= MaxServers && !_servers.ContainsKey(server))
                server = OtherServers;
            _servers[server] = _servers.GetValueOrDefault(server) + 1;
        }
    }

    /// <summary>No reply has come.</summary>
    public void TimeOut(long scheduled)
    {
        lock (_lock)
            Finish(scheduled, _time.GetTimestamp(), Outcome.TimedOut);
    }

    /// <summary>How many requests have which outcome so far.</summary>
    public OutcomeCounts Count()
    {
        lock (_lock)
        {
            return new OutcomeCounts(
                _outcomes[(int)Outcome.Answered],
                _outcomes[(int)Outcome.TimedOut],
                _outcomes[(int)Outcome.Rejected],
                _outcomes[(int)Outcome.Wrong],
                _begun - _outcomes.Sum());
        }
    }

    /// <param name="sending">How long requests were sent; the last replies may have come later.</param>
    public BenchMeasures Measure(TimeSpan sending)
    {
        lock (_lock)
        {
            TimeSpan answering = _time.GetElapsedTime(_start, _lastArrival ?? _start);
            TimeSpan elapsed = answering > sending ? answering : sending;
            return new BenchMeasures
            {
                RepliesPerSecond = elapsed > TimeSpan.Zero ? _latency.Count / elapsed.TotalSeconds : 0,
                Latency = _latency.Summarise(),
                SendLag = _lag.Summarise(),
                LongestGap = _longestGap,
                Gaps = [.. _gaps.Items.OrderBy(gap => gap.At)],
                SlowRequests = [.. _slowest.Items.OrderByDescending(one => one.Latency).ThenBy(one => one.At)],
                AnswersByServer = new Dictionary<string, long>(_servers),
                RequestsByAttempts = Enumerable.Range(1, MaxAttempts)
                    .Where(attempts => _attempts[attempts] > 0)
                    .ToDictionary(attempts => attempts, attempts => _attempts[attempts]),
            };
        }
    }

    private static long Microseconds(TimeSpan span) => span.Ticks / TimeSpan.TicksPerMicrosecond;

    private void Finish(long scheduled, long now, Outcome outcome)
    {
        _outcomes[(int)outcome]++;
        TimeSpan latency = _time.GetElapsedTime(scheduled, now);
        _slowest.Add(new SlowRequest(_time.GetElapsedTime(_start, scheduled), latency, outcome), latency.Ticks);
    }

    private void MeasureGap(long now)
    {
        if (_lastArrival is { } last)
        {
            TimeSpan gap = _time.GetElapsedTime(last, now);
            if (gap > ShortestGap)
                _gaps.Add(new AnswerGap(_time.GetElapsedTime(_start, last), gap), gap.Ticks);
            if (_longestGap is null || gap > _longestGap)
                _longestGap = gap;
        }

        _lastArrival = now;
    }
}
