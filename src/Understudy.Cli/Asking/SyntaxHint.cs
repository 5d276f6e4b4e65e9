using Understudy.Calculator;

namespace Understudy.Cli.Asking;

/// <summary>
/// What was probably meant by an expression that is none of Python's, as far as one character shows it: other
/// calculators, other languages and books write powers, points and signs otherwise.
/// </summary>
internal static class SyntaxHint
{
    /// <summary>What is written otherwise elsewhere, what it is here, and in words.</summary>
    private static readonly (string Written, string Here, string Words)[] Otherwise =
    [
        ("^", "**", "A power is written '**'."),
        (",", ".", "A decimal point is written '.'."),
        ("×✕✖⋅·∙xX", "*", "The multiplication sign is '*'."),
        ("÷:∕⁄", "/", "The division sign is '/'."),
        ("−–—", "-", "The minus sign is '-', as on the keyboard."),
        ("²", "**2", "A square is written '**2'."),
        ("³", "**3", "A cube is written '**3'."),
        ("=", "", "Leave the '=' out."),
    ];

    /// <summary>
    /// A sentence, with the expression that was meant where that is one; null where nothing comes to mind.
    /// </summary>
    public static string? For(string expression, CalculationError error)
    {
        if (error.Code != CalculationErrorCode.Syntax || error.Column > expression.Length)
            return null;
        char wrong = expression[error.Column - 1];
        if (wrong == '√' || expression.AsSpan(error.Column - 1).StartsWith("sqrt", StringComparison.Ordinal))
            return "A root is written '**0.5', as in 9**0.5.";
        if (char.IsAsciiLetter(wrong) && wrong is not ('x' or 'X'))
            return "The functions are abs, min, max, round and pow.";
        (string? written, string here, string words) = Array.Find(Otherwise, one => one.Written.Contains(wrong));
        if (written is null)
            return null;

        // All of them: who wrote one so wrote the others so, too. But a comma in parentheses may part arguments.
        string meant = string.Concat(expression.Select(one => written.Contains(one) ? here : one.ToString())).Trim();
        bool isOne = Arithmetic.Evaluate(meant).Error?.Code is not CalculationErrorCode.Syntax;
        return isOne && !(wrong == ',' && expression.Contains('(')) ? $"{words} Did you mean {meant}?" : words;
    }
}
