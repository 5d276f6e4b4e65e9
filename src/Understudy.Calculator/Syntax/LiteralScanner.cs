namespace Understudy.Calculator.Syntax;

/// <summary>
/// Finds the end of a number exactly as Python's tokenizer does: single underscores between digits, no leading zeros
/// but of zero itself, and nothing that could belong to a name right after it.
/// </summary>
internal static class LiteralScanner
{
    private const string InvalidDecimal = "invalid decimal literal";

    private const string LeadingZeros =
        "leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers";

    public static LiteralScan Scan(string text, int start)
    {
        char first = At(text, start);
        if (first == '.')
            return char.IsAsciiDigit(At(text, start + 1)) ? ScanFraction(text, start) : default;
        if (!char.IsAsciiDigit(first))
            return default;
        if (first == '0')
        {
            LiteralKind kind = At(text, start + 1) switch
            {
                'b' or 'B' => LiteralKind.Binary,
                'o' or 'O' => LiteralKind.Octal,
                'x' or 'X' => LiteralKind.Hexadecimal,
                _ => LiteralKind.Decimal,
            };
            if (kind != LiteralKind.Decimal)
                return ScanRadix(text, start + 2, kind);
        }

        if (!TryDigits(text, start, out int end))
            return new LiteralScan(LiteralKind.Decimal, end, InvalidDecimal);
        if (At(text, end) == '.')
            return ScanFraction(text, end);
        if (At(text, end) is 'e' or 'E')
            return ScanExponent(text, end);
        if (first == '0' && text.AsSpan(start, end - start).ContainsAnyExcept('0', '_'))
            return new LiteralScan(LiteralKind.Decimal, start, LeadingZeros);
        return Finish(text, end, LiteralKind.Decimal, InvalidDecimal);
    }

    /// <summary>From the point on; digits may follow it or not.</summary>
    private static LiteralScan ScanFraction(string text, int point)
    {
        int end = point + 1;
        if (char.IsAsciiDigit(At(text, end)) && !TryDigits(text, end, out end))
            return new LiteralScan(LiteralKind.Float, end, InvalidDecimal);
        return At(text, end) is 'e' or 'E'
            ? ScanExponent(text, end)
            : Finish(text, end, LiteralKind.Float, InvalidDecimal);
    }

    private static LiteralScan ScanExponent(string text, int mark)
    {
        int digits = mark + 1;
        if (At(text, digits) is '+' or '-')
            digits++;
        return TryDigits(text, digits, out int end)
            ? Finish(text, end, LiteralKind.Float, InvalidDecimal)
            : new LiteralScan(LiteralKind.Float, end, InvalidDecimal);
    }

    /// <summary>
    /// The digits after <c>0b</c>, <c>0o</c> or <c>0x</c>, each of which may have an underscore before it.
    /// </summary>
    private static LiteralScan ScanRadix(string text, int offset, LiteralKind kind)
    {
        (string name, int radix) = kind switch
        {
            LiteralKind.Binary => ("binary", 2),
            LiteralKind.Octal => ("octal", 8),
            _ => ("hexadecimal", 16),
        };
        while (true)
        {
            if (At(text, offset) == '_')
                offset++;
            char digit = At(text, offset);
            if (!IsDigit(digit, radix))
            {
                string problem = char.IsAsciiDigit(digit)
                    ? $"invalid digit '{digit}' in {name} literal"
                    : $"invalid {name} literal";
                return new LiteralScan(kind, offset, problem);
            }
            while (IsDigit(At(text, offset), radix))
                offset++;
            char next = At(text, offset);
            if (char.IsAsciiDigit(next))
                return new LiteralScan(kind, offset, $"invalid digit '{next}' in {name} literal");
            if (next != '_')
                return Finish(text, offset, kind, $"invalid {name} literal");
        }
    }

    /// <summary>One digit at least, and single underscores between digits; else the offending offset.</summary>
    private static bool TryDigits(string text, int offset, out int end)
    {
        end = offset;
        while (char.IsAsciiDigit(At(text, end)))
        {
            while (char.IsAsciiDigit(At(text, end)))
                end++;
            if (At(text, end) != '_')
                return true;
            end++;
        }

        return false;
    }

    /// <summary>A letter right after a number belongs to neither a number nor a name.</summary>
    private static LiteralScan Finish(string text, int end, LiteralKind kind, string problem)
        => char.IsAsciiLetter(At(text, end)) ? new LiteralScan(kind, end, problem) : new LiteralScan(kind, end);

    private static bool IsDigit(char c, int radix)
        => radix == 16 ? char.IsAsciiHexDigit(c) : c >= '0' && c < '0' + radix;

    /// <summary>The character at an offset, or a NUL, which no literal contains, past the end.</summary>
    private static char At(string text, int offset) => offset < text.Length ? text[offset] : '\0';
}

/// <summary>What a literal is, which says how its value is read.</summary>
internal enum LiteralKind
{
    None,
    Decimal,
    Float,
    Binary,
    Octal,
    Hexadecimal,
}

/// <summary>
/// Where a literal ends and what it is; with a problem, <see cref="End"/> is the offending character.
/// </summary>
internal readonly record struct LiteralScan(LiteralKind Kind, int End, string? Problem = null);
