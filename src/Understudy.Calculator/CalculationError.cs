using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;

namespace Understudy.Calculator;

/// <summary>Why an expression has no result, and where.</summary>
public sealed record CalculationError
{
    /// <summary>The text forms of the codes, in the order of their values.</summary>
    private static readonly string[] CodeNames =
        [.. Enum.GetNames<CalculationErrorCode>().Select(JsonNamingPolicy.CamelCase.ConvertName)];

    /// <summary>Makes an error.</summary>
    /// <param name="code">The kind of error.</param>
    /// <param name="message">What is wrong.</param>
    /// <param name="column">Where a caret should stand.</param>
    public CalculationError(CalculationErrorCode code, string message, int column)
    {
        Code = code;
        Message = message;
        Column = column;
    }

    /// <summary>The kind of error.</summary>
    public CalculationErrorCode Code { get; }

    /// <summary>What is wrong, for a person to read, in one line; CPython's wording where it has one.</summary>
    public string Message { get; }

    /// <summary>Where a caret should stand: 1-based, in characters (UTF-16 code units) of the expression.</summary>
    public int Column { get; }

    /// <summary>
    /// The error of a text that is too long to read; the caret stands at the first character too many.
    /// </summary>
    public static CalculationError TooLong { get; } = new(
        CalculationErrorCode.TooLong,
        $"expression of more than {CalculatorLimits.MaxExpressionLength} characters",
        CalculatorLimits.MaxExpressionLength + 1);

    /// <summary>The text form of a code: its name in camelCase.</summary>
    /// <param name="code">One of the codes.</param>
    /// <returns>As in <c>divisionByZero</c>.</returns>
    public static string NameOf(CalculationErrorCode code) => CodeNames[(int)code];

    /// <summary>The text form: <c>code column message</c>, as in <c>divisionByZero 2 division by zero</c>.</summary>
    /// <returns>What a server sends as the payload of a rejection; <see cref="TryParseWire"/> reads it back.</returns>
    public string ToWire()
        => string.Create(CultureInfo.InvariantCulture, $"{NameOf(Code)} {Column} {Message}");

    /// <summary>Reads the text form that <see cref="ToWire"/> writes.</summary>
    /// <param name="text">The text, which another program may have written.</param>
    /// <param name="error">The error, if the text is one.</param>
    /// <returns>Whether the text has a known code, a column of 1 or more, and a message.</returns>
    public static bool TryParseWire(string? text, [NotNullWhen(true)] out CalculationError? error)
    {
        error = null;
        string[] parts = (text ?? "").Split(' ', 3);
        if (parts.Length < 3 || parts[2].Length == 0)
            return false;
        int code = Array.IndexOf(CodeNames, parts[0]);
        bool numeric = int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int column);
        if (code < 0 || !numeric || column < 1)
            return false;
        error = new CalculationError((CalculationErrorCode)code, parts[2], column);
        return true;
    }
}
