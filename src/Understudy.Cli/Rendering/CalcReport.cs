using System.Text.Json;
using System.Text.Json.Serialization;
using Understudy.Cli.Asking;

namespace Understudy.Cli.Rendering;

/// <summary>One answer as JSON, on one line.</summary>
internal sealed record CalcReport
{
    public int Schema { get; init; } = 1;

    public required string Expression { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Result { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public AnswerError? Error { get; init; }

    public int? Server { get; init; }

    public int? Rank { get; init; }

    public string? Address { get; init; }

    public int Attempts { get; init; }

    public double ElapsedMilliseconds { get; init; }

    public static string Write(Answer answer) => JsonText.EscapeFormats(JsonSerializer.Serialize(
        new CalcReport
        {
            Expression = answer.Expression,
            Result = answer.Result,
            Error = answer.Error,
            Server = answer.Server,
            Rank = answer.Rank,
            Address = answer.Address?.ToString(),
            Attempts = answer.Attempts,
            ElapsedMilliseconds = Math.Round(answer.Elapsed.TotalMilliseconds, 3),
        },
        ReportJson.Readable.CalcReport));
}
