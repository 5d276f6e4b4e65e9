using System.Text.Json.Serialization;
using Understudy.Calculator;

namespace Understudy.Cli.Asking;

/// <summary>Why an expression has no result.</summary>
/// <param name="Code">One of the calculator's codes in camelCase, or <see cref="NoAnswer"/>.</param>
/// <param name="Message">What is wrong, for a person.</param>
/// <param name="Column">
/// Where in the expression, from 1; null where it is no error of the expression, or unknown.
/// </param>
internal sealed record AnswerError(string Code, string Message, int? Column)
{
    public const string NoAnswer = "noAnswer";

    [JsonIgnore]
    public bool IsNoAnswer => Code == NoAnswer;

    public static AnswerError From(CalculationError error) => Of(error.Code, error.Message, error.Column);

    public static AnswerError Of(CalculationErrorCode code, string message, int? column)
        => new(CalculationError.NameOf(code), message, column);
}
