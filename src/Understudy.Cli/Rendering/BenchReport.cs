using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Spectre.Console;

namespace Understudy.Cli.Rendering;

/// <summary>How a bench went. Sent is the sum of answered, timedOut, rejected, wrong and failed.</summary>
internal sealed record BenchReport
{
    public int Schema { get; init; } = 1;

    /// <summary>
    /// When the first request was due, by the wall clock: ISO 8601, UTC, to the microsecond. It places the run beside
    /// what else happened then; all that is measured counts from it by the monotonic clock.
    /// </summary>
    public required string StartedAt { get; init; }

    /// <summary>Requests per second of the schedule; left out of a closed loop's report.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Rate { get; init; }

    /// <summary>Requests kept in flight; left out of an open loop's report.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Concurrency { get; init; }

    /// <summary>Requests that have an outcome.</summary>
    public required long Sent { get; init; }

    /// <summary>Requests with the right answer.</summary>
    public required long Answered { get; init; }

    public required long TimedOut { get; init; }

    public required long Rejected { get; init; }

    /// <summary>Requests with another answer than the right one.</summary>
    public required long Wrong { get; init; }

    /// <summary>Requests that could not be asked: the network did not let this program send them.</summary>
    public required long Failed { get; init; }

    /// <summary>
    /// Requests that were due and have no outcome: in flight when the run was ended early, or never sent because too
    /// many were in flight.
    /// </summary>
    public required long Unfinished { get; init; }

    /// <summary>Replies to requests that had been answered already.</summary>
    public required long DuplicateReplies { get; init; }

    public required long Repeats { get; init; }

    public required long DatagramsSent { get; init; }

    /// <summary>Requests that got a reply, per second.</summary>
    public required double RequestsPerSecond { get; init; }

    /// <summary>Of every request that got a reply, from when it was due.</summary>
    public required Percentiles LatencyMicroseconds { get; init; }

    /// <summary>How late requests were sent; it is a part of their latency.</summary>
    public required Percentiles SendLagMicroseconds { get; init; }

    /// <summary>
    /// The longest time without the right outcome: an answer, or a rejection where the expression has no result. It is
    /// looked for from the start of the run to its end, when no more is sent and the last answer has come.
    /// </summary>
    public required double LongestGapMilliseconds { get; init; }

    /// <summary>Replies by the server's id, or by its address where the dialect does not tell its id.</summary>
    public required IReadOnlyDictionary<string, long> AnswersByServer { get; init; }

    /// <summary>Requests that got a reply, by how often they had been sent.</summary>
    public required IReadOnlyDictionary<int, long> Attempts { get; init; }

    /// <summary>Requests that failed, by the reason.</summary>
    public required IReadOnlyDictionary<string, long> Failures { get; init; }

    /// <summary>The slowest requests, the slowest first.</summary>
    public required IReadOnlyList<SlowRequestLine> SlowRequests { get; init; }

    /// <summary>The longest times without the right outcome, in their order.</summary>
    public required IReadOnlyList<GapLine> GapsMilliseconds { get; init; }

    public string ToJson() => JsonSerializer.Serialize(this, ReportJson.Readable.BenchReport);

    public void WriteTo(IAnsiConsole console)
    {
        var table = new Table { Border = TableBorder.Simple, ShowHeaders = false };
        table.AddColumns(new TableColumn("") { NoWrap = true }, new TableColumn(""));
        foreach ((string name, string text) in Rows())
            table.AddRow(new Text(name), new Text(text));
        console.Write(table);
    }

    private IEnumerable<(string Name, string Text)> Rows()
    {
        yield return ("sent", InWords($"{Sent}, {RequestsPerSecond:0.0} replies/s"));
        yield return ("answered", InWords($"{Answered}"));
        yield return ("timed out", InWords($"{TimedOut}"));
        yield return ("rejected", InWords($"{Rejected}"));
        yield return ("wrong", InWords($"{Wrong}"));
        if (Failed > 0)
            yield return ("failed", InWords($"{Failed}"));
        foreach ((string reason, long count) in Failures)
            yield return ("", InWords($"{count}: {Printable.Escape(reason)}"));
        if (Unfinished > 0)
            yield return ("unfinished", InWords($"{Unfinished}"));
        yield return ("datagrams", InWords($"{DatagramsSent}, {Repeats} of them repeats"));
        yield return ("duplicates", InWords($"{DuplicateReplies}"));
        yield return ("latency, ms", InWords(LatencyMicroseconds));
        yield return ("send lag, ms", InWords(SendLagMicroseconds));
        yield return ("longest gap", InWords($"{LongestGapMilliseconds:0.00} ms"));
        yield return ("by server", InWords(AnswersByServer));
        yield return ("by attempts", InWords(Attempts));
    }

    private static string InWords(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static string InWords(Percentiles of)
        => $"p50 {Milliseconds(of.P50)}, p90 {Milliseconds(of.P90)}, p99 {Milliseconds(of.P99)}, "
            + $"p99.9 {Milliseconds(of.P999)}, max {Milliseconds(of.Max)}";

    private static string Milliseconds(long? microseconds)
        => microseconds is { } known ? InWords($"{known / 1000.0:0.00}") : "-";

    private static string InWords<T>(IReadOnlyDictionary<T, long> counts)
        => counts.Count == 0 ? "none" : string.Join(", ", counts.Select(one => InWords($"{one.Key}: {one.Value}")));
}
