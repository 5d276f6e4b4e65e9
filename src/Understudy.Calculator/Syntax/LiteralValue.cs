using System.Globalization;
using System.Numerics;
using Understudy.Calculator.Numbers;

namespace Understudy.Calculator.Syntax;

/// <summary>The value of a literal that <see cref="LiteralScanner"/> accepted.</summary>
internal static class LiteralValue
{
    /// <summary>As many decimal digits as fit a long whatever they are.</summary>
    private const int MaxLongDigits = 18;

    public static Number Read(ReadOnlySpan<char> text, LiteralKind kind)
    {
        if (kind == LiteralKind.Decimal && text.Length <= MaxLongDigits)
            return new Number(ReadSmall(text));
        if (text.Contains('_'))
            text = text.ToString().Replace("_", "", StringComparison.Ordinal);
        return kind switch
        {
            LiteralKind.Decimal => new Number(BigInteger.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture)),
            LiteralKind.Float => new Number(double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture)),
            LiteralKind.Binary => new Number(ReadBits(text[2..], 1)),
            LiteralKind.Octal => new Number(ReadBits(text[2..], 3)),
            _ => new Number(ReadBits(text[2..], 4)),
        };
    }

    private static BigInteger ReadSmall(ReadOnlySpan<char> text)
    {
        long value = 0;
        foreach (char c in text)
        {
            if (c != '_')
                value = value * 10 + (c - '0');
        }

        return value;
    }

    /// <summary>Digits of a radix that is a power of two, put side by side: no arithmetic, so it is linear.</summary>
    private static BigInteger ReadBits(ReadOnlySpan<char> digits, int bitsPerDigit)
    {
        var bytes = new byte[digits.Length * bitsPerDigit / 8 + 1];
        int position = 0;
        for (int i = digits.Length - 1; i >= 0; i--, position += bitsPerDigit)
        {
            int digit = char.IsAsciiDigit(digits[i]) ? digits[i] - '0' : (digits[i] | 0x20) - 'a' + 10;
            int shifted = digit << (position % 8);
            bytes[position / 8] |= (byte)shifted;
            if (shifted > byte.MaxValue)
                bytes[position / 8 + 1] |= (byte)(shifted >> 8);
        }

        return new BigInteger(bytes, isUnsigned: true);
    }
}
