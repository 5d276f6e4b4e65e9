using System.Text.Json.Serialization;
using Understudy.Calculator;

namespace Understudy.Cli.Asking;

/// <summary>Why an expression has no result.</summary>
/// <param name="Code">
/// One of the calculator's codes in camelCase, <see cref="NoAnswer"/>, <see cref="Failed"/> or <see cref="NotSent"/>.
/// </param>
/// <param name="Message">What is wrong, for a person.</param>
/// <param name="Column">
/// Where in the expression, from 1; null where it is no error of the expression, or unknown.
/// </param>
internal sealed record AnswerError(string Code, string Message, int? Column)
{
    /// <summary>It was asked, and nobody answered.</summary>
    public const string NoAnswer = "noAnswer";

    /// <summary>It was asked, and no server was able to carry it out.</summary>
    public const string Failed = "failed";

    /// <summary>The network of this machine did not let it be asked.</summary>
    public const string NotSent = "notSent";

    /// <summary>What is known of the servers where nobody answered; else null.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Presence? Presence { get; init; }

    /// <summary>What may be the cause, the likeliest first, or what was probably meant; null where unknown.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Hints { get; init; }

    /// <summary>Whether it says nothing about the expression: asked again, it may have a result.</summary>
    [JsonIgnore]
    public bool IsOfNetwork => Code is NoAnswer or Failed or NotSent;

    public static AnswerError From(CalculationError error) => Of(error.Code, error.Message, error.Column);

    public static AnswerError Of(CalculationErrorCode code, string message, int? column)
        => new(CalculationError.NameOf(code), message, column);
}
