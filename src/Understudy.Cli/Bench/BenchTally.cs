using System.Globalization;
using Understudy.Cli.Rendering;

namespace Understudy.Cli.Bench;

/// <summary>Counts what becomes of the requests, and when.</summary>
/// <remarks>
/// Any thread may call it. One lock keeps all that comes in, so that arrivals have one order and the histogram one
/// writer; another what goes out, so that the sender does not wait for those who count answers. Each is held for a
/// fraction of a microsecond.
/// </remarks>
internal sealed class BenchTally
{
    /// <summary>How many of the slowest requests are told.</summary>
    public const int MaxSlowRequests = 20;

    /// <summary>Requests sent more often than this are counted as sent this often.</summary>
    public const int MaxAttempts = 255;

    /// <summary>How many servers are told apart; the answers of more are counted together.</summary>
    public const int MaxServers = 1000;

    /// <summary>How many reasons why a request failed are told apart.</summary>
    public const int MaxReasons = 20;

    private readonly TimeProvider _time;
    private readonly long _start;
    private readonly Outcome _service;
    private readonly Lock _outgoing = new();
    private readonly LatencyHistogram _lag = new();
    private readonly Lock _incoming = new();
    private readonly LatencyHistogram _latency = new();
    private readonly Longest<SlowRequest> _slowest = new(MaxSlowRequests);
    private readonly ServiceGaps _gaps = new();
    private readonly BoundedCounts _servers = new(MaxServers);
    private readonly BoundedCounts _reasons = new(MaxReasons);
    private readonly long[] _attempts = new long[MaxAttempts + 1];
    private readonly long[] _outcomes = new long[Enum.GetValues<Outcome>().Length];
    private long _lastReply;

    /// <param name="time">The clock.</param>
    /// <param name="start">The timestamp from which offsets count.</param>
    /// <param name="service">The outcome that is service: a time without any is a gap.</param>
    public BenchTally(TimeProvider time, long start, Outcome service)
    {
        _time = time;
        _start = start;
        _service = service;
        _lastReply = start;
    }

    /// <summary>A request is about to be sent.</summary>
    /// <param name="scheduled">When it was due.</param>
    public void Begin(long scheduled)
    {
        TimeSpan late = _time.GetElapsedTime(scheduled);
        lock (_outgoing)
            _lag.Record(Microseconds(late));
    }

    /// <summary>A reply has come, right or not.</summary>
    public void Reply(long scheduled, Reply reply, Outcome outcome)
    {
        string server = reply.ServerId is { } id
            ? id.ToString(CultureInfo.InvariantCulture)
            : reply.Sender.ToString();
        lock (_incoming)
        {
            _lastReply = _time.GetTimestamp();
            _latency.Record(Microseconds(Finish(scheduled, _lastReply, outcome)));
            if (outcome == _service)
                _gaps.Served(_time.GetElapsedTime(_start, _lastReply));
            _attempts[Math.Clamp(reply.Attempts, 1, MaxAttempts)]++;
            _servers.Add(server);
        }
    }

    /// <summary>No reply has come.</summary>
    public void TimeOut(long scheduled)
    {
        lock (_incoming)
            Finish(scheduled, _time.GetTimestamp(), Outcome.TimedOut);
    }

    /// <summary>It could not be asked.</summary>
    /// <param name="scheduled">When it was due.</param>
    /// <param name="reason">Why, as a person reads it.</param>
    public void Fail(long scheduled, string reason)
    {
        lock (_incoming)
        {
            Finish(scheduled, _time.GetTimestamp(), Outcome.Failed);
            _reasons.Add(reason);
        }
    }

    /// <summary>How many requests have which outcome so far.</summary>
    public OutcomeCounts Count()
    {
        // In this order, or one that begins and ends meanwhile would make the number in flight too small.
        long[] outcomes;
        lock (_incoming)
            outcomes = [.. _outcomes];
        long begun;
        lock (_outgoing)
            begun = _lag.Count;
        return new OutcomeCounts(
            outcomes[(int)Outcome.Answered],
            outcomes[(int)Outcome.TimedOut],
            outcomes[(int)Outcome.Rejected],
            outcomes[(int)Outcome.Wrong],
            outcomes[(int)Outcome.Failed],
            begun - outcomes.Sum());
    }

    /// <param name="sending">How long requests were sent; the last replies may have come later.</param>
    public BenchMeasures Measure(TimeSpan sending)
    {
        Percentiles lag;
        lock (_outgoing)
            lag = _lag.Summarise();
        lock (_incoming)
        {
            TimeSpan answering = _time.GetElapsedTime(_start, _lastReply);
            TimeSpan elapsed = answering > sending ? answering : sending;
            return new BenchMeasures
            {
                RepliesPerSecond = elapsed > TimeSpan.Zero ? _latency.Count / elapsed.TotalSeconds : 0,
                Latency = _latency.Summarise(),
                SendLag = lag,
                LongestGap = _gaps.LongestUntil(sending),
                Gaps = _gaps.Until(sending),
                SlowRequests = [.. _slowest.Items.OrderByDescending(one => one.Latency).ThenBy(one => one.At)],
                AnswersByServer = _servers.ToDictionary(),
                Failures = _reasons.ToDictionary(),
                RequestsByAttempts = Enumerable.Range(1, MaxAttempts)
                    .Where(attempts => _attempts[attempts] > 0)
                    .ToDictionary(attempts => attempts, attempts => _attempts[attempts]),
            };
        }
    }

    private static long Microseconds(TimeSpan span) => span.Ticks / TimeSpan.TicksPerMicrosecond;

    private TimeSpan Finish(long scheduled, long now, Outcome outcome)
    {
        _outcomes[(int)outcome]++;
        TimeSpan latency = _time.GetElapsedTime(scheduled, now);
        _slowest.Add(new SlowRequest(_time.GetElapsedTime(_start, scheduled), latency, outcome), latency.Ticks);
        return latency;
    }
}
