using System.Diagnostics.CodeAnalysis;
using Parlot;

namespace Understudy.Calculator.Syntax;

/// <summary>From a text to its tree, or to the reason why it has none.</summary>
internal static class ExpressionParser
{
    /// <summary>Parses a whole text of at most <see cref="CalculatorLimits.MaxExpressionLength"/> characters.</summary>
    public static bool TryParse(
        string text, [NotNullWhen(true)] out Expression? expression, [NotNullWhen(false)] out CalculationError? error)
    {
        expression = null;
        // Python strips spaces and tabs off the text, and only then looks for empty lines before the expression.
        int start = text.Length - text.AsSpan().TrimStart(" \t").Length;
        start = Whitespace.SkipEmptyLines(text, start, out bool indented);
        if (indented)
        {
            error = new CalculationError(CalculationErrorCode.Syntax, "unexpected indent", start + 1);
            return false;
        }

        var context = new ArithmeticContext(text);
        Cursor cursor = context.Scanner.Cursor;
        cursor.Advance(start);
        bool matched = Grammar.Sum.TryParse(context, out expression, out ParseError? thrown);
        if (thrown is not null)
        {
            // The thread's stack was nearly used up before the parse began.
            context.Fail(CalculationErrorCode.TooDeep, "no stack left to parse with", context.Furthest);
        }

        error = context.Error;
        if (error is null && (!matched || !IsEnd(text, cursor.Offset, out error)))
            error ??= SyntaxFailure.At(text, context.Furthest);
        return error is null && expression is not null;
    }

    /// <summary>Whether nothing but blanks and empty lines follows.</summary>
    private static bool IsEnd(string text, int offset, out CalculationError? error)
    {
        error = null;
        offset = Whitespace.Skip(text, offset, lineEnds: false);
        if (offset == text.Length)
            return true;
        if (!Whitespace.IsLineEnd(text[offset]))
            return false;
        offset = Whitespace.SkipEmptyLines(text, offset, out bool indented);
        if (indented)
            error = new CalculationError(CalculationErrorCode.Syntax, "unexpected indent", offset + 1);
        else if (offset < text.Length)
            error = SyntaxFailure.At(text, offset);
        return error is null;
    }
}
