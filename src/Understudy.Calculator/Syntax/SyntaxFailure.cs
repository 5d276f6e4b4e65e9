using System.Globalization;
using System.Text;

namespace Understudy.Calculator.Syntax;

/// <summary>Words, CPython's own, for a text that went wrong at some character.</summary>
internal static class SyntaxFailure
{
    /// <summary>The error at the first character from <paramref name="offset"/> on that is no blank.</summary>
    public static CalculationError At(string text, int offset)
    {
        int open = CountOpen(text.AsSpan(0, offset));
        offset = Whitespace.Skip(text, offset, lineEnds: open > 0);
        return new CalculationError(CalculationErrorCode.Syntax, Describe(text, offset, open), offset + 1);
    }

    private static string Describe(string text, int offset, int open)
    {
        if (offset == text.Length)
            return open > 0 ? "'(' was never closed" : "invalid syntax";
        char c = text[offset];
        if (c == ')' && open == 0)
            return "unmatched ')'";
        if (char.IsAscii(c) && !char.IsControl(c))
            return "invalid syntax";
        return DescribeCharacter(Rune.TryGetRuneAt(text, offset, out Rune rune) ? rune : Rune.ReplacementChar);
    }

    private static string DescribeCharacter(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse
            or UnicodeCategory.OtherNotAssigned or UnicodeCategory.SpaceSeparator
            or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
            => $"invalid non-printable character U+{rune.Value:X4}",
        _ => $"invalid character '{rune}' (U+{rune.Value:X4})",
    };

    private static int CountOpen(ReadOnlySpan<char> text) => text.Count('(') - text.Count(')');
}
