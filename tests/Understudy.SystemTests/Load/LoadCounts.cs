using System.Globalization;
using System.Text.Json;

namespace Understudy.SystemTests.Load;

/// <summary>What became of the requests of a load.</summary>
internal sealed record LoadCounts
{
    private static readonly string[] Telling = ["startedAt", "answersByServer", "attempts", "slowRequests"];

    public required long Sent { get; init; }

    /// <summary>Requests that no answer came to, or that were not sent.</summary>
    public required long Lost { get; init; }

    public required long Wrong { get; init; }

    public required long Rejected { get; init; }

    public required long Repeats { get; init; }

    public required long DuplicateReplies { get; init; }

    public required double LongestGapMilliseconds { get; init; }

    public required double SlowestMilliseconds { get; init; }

    /// <summary>The slowest requests and the answers by server, as the bench tells them.</summary>
    public required string Details { get; init; }

    public bool IsFlawless => Sent > 0 && Lost == 0 && Wrong == 0 && Rejected == 0;

    /// <summary>Reads the report of <c>understudy bench --json</c>.</summary>
    public static LoadCounts Read(string json)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        JsonElement report = document.RootElement;
        long Count(string name) => report.GetProperty(name).GetInt64();
        double Number(JsonElement of) => of.ValueKind == JsonValueKind.Null ? 0 : of.GetDouble();
        return new LoadCounts
        {
            Sent = Count("sent"),
            Lost = Count("timedOut") + Count("failed") + Count("unfinished"),
            Wrong = Count("wrong"),
            Rejected = Count("rejected"),
            Repeats = Count("repeats"),
            DuplicateReplies = Count("duplicateReplies"),
            LongestGapMilliseconds = Number(report.GetProperty("longestGapMilliseconds")),
            SlowestMilliseconds = Number(report.GetProperty("latencyMicroseconds").GetProperty("max")) / 1000,
            Details = string.Join(
                '\n', Telling.Select(name => $"{name} {report.GetProperty(name).GetRawText()}")),
        };
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Sent} requests: lost {Lost}, wrong {Wrong}, rejected {Rejected}; {Repeats} repeats, "
        + $"{DuplicateReplies} answered twice, longest gap {LongestGapMilliseconds:0} ms, "
        + $"slowest {SlowestMilliseconds:0} ms");
}
