using System.Text.Json;

namespace Understudy.Lab.Reporting;

/// <summary>How many answers the requests got. Asked is the sum of the next three.</summary>
internal sealed record ProbeReport
{
    public int Schema { get; init; } = 1;

    public required int Asked { get; init; }

    public required int AnsweredOnce { get; init; }

    public required int AnsweredNot { get; init; }

    /// <summary>Twice or more often.</summary>
    public required int AnsweredTwice { get; init; }

    /// <summary>Answers, of any request, that were not the right one.</summary>
    public required int Wrong { get; init; }

    public string ToJson() => JsonSerializer.Serialize(this, ReportJson.Default.ProbeReport);
}
