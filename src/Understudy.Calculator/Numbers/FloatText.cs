using System.Globalization;

namespace Understudy.Calculator.Numbers;

/// <summary>Writes a double as CPython's <c>repr</c> does.</summary>
/// <remarks>
/// Both runtimes find the shortest digits that read back as the same double, and of those the nearest; they only lay
/// them out differently: CPython writes an exponent below 1e-4 and from 1e16 on, of two digits at least, and always
/// shows that the number is a float. So the digits are taken from .NET and laid out anew.
/// <para>
/// .NET errs for two powers of two, 2^-25 and 2^-958, and writes a digit too few, which reads back as the double below:
/// the gap below a power of two is half the gap above it. Powers of two are therefore read back.
/// </para>
/// </remarks>
internal static class FloatText
{
    /// <summary>Room for the longest text of either layout, as in <c>-1.2345678901234567e-308</c>.</summary>
    private const int MaxLength = 32;

    /// <summary>Enough digits for any double, and what .NET is asked for them.</summary>
    private const string AllDigits = "E16";

    /// <summary>The positions of the decimal point, counted from the first digit, that need no exponent.</summary>
    private const int MinPlainPoint = -3, MaxPlainPoint = 16;

    public static string Write(double value)
    {
        if (double.IsNaN(value))
            return "nan";
        if (double.IsInfinity(value))
            return value > 0 ? "inf" : "-inf";

        Span<char> shortest = stackalloc char[MaxLength];
        value.TryFormat(shortest, out int length, "R", CultureInfo.InvariantCulture);
        if (IsPowerOfTwo(value) && double.Parse(shortest[..length], CultureInfo.InvariantCulture) != value)
            value.TryFormat(shortest, out length, AllDigits, CultureInfo.InvariantCulture);
        Span<char> digits = stackalloc char[MaxLength];
        int count = ReadDigits(shortest[..length], digits, out int point);
        string sign = double.IsNegative(value) ? "-" : "";
        return point is >= MinPlainPoint and <= MaxPlainPoint
            ? WritePlain(sign, digits[..count], point)
            : WriteScientific(sign, digits[..count], point - 1);
    }

    private static bool IsPowerOfTwo(double value)
        => (BitConverter.DoubleToUInt64Bits(value) & ((1UL << 52) - 1)) == 0;

    /// <summary>Takes the significant digits out of .NET's text; 0 has one, a 0.</summary>
    private static int ReadDigits(ReadOnlySpan<char> text, Span<char> digits, out int point)
    {
        int exponent = 0;
        int mark = text.IndexOf('E');
        if (mark >= 0)
        {
            exponent = int.Parse(text[(mark + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
            text = text[..mark];
        }

        int count = 0;
        int whole = 0;
        bool fraction = false;
        foreach (char c in text)
        {
            if (c == '.')
                fraction = true;
            if (!char.IsAsciiDigit(c))
                continue;
            bool leadingZero = count == 0 && c == '0';
            if (!leadingZero)
                digits[count++] = c;
            if (!fraction && !leadingZero)
                whole++;
            else if (fraction && leadingZero)
                whole--;
        }
        while (count > 1 && digits[count - 1] == '0')
            count--;
        point = whole + exponent;
        if (count > 0)
            return count;
        digits[0] = '0';
        point = 1;
        return 1;
    }

    private static string WritePlain(string sign, ReadOnlySpan<char> digits, int point)
    {
        if (point <= 0)
            return string.Concat(sign, "0.", "000".AsSpan(0, -point), digits);
        if (digits.Length <= point)
            return string.Concat(string.Concat(sign, digits), new string('0', point - digits.Length), ".0");
        return string.Concat(string.Concat(sign, digits[..point]), ".", digits[point..]);
    }

    private static string WriteScientific(string sign, ReadOnlySpan<char> digits, int exponent)
    {
        string rest = digits.Length > 1 ? string.Concat(".", digits[1..]) : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{sign}{digits[0]}{rest}e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent):00}");
    }
}
