using System.Numerics;

namespace Understudy.Calculator.Numbers;

/// <summary>
/// The double nearest to the quotient of two integers, halves to even, however large they are. Dividing the nearest
/// doubles instead would round three times, and fail where only the quotient fits a double.
/// </summary>
internal static class Quotient
{
    /// <summary>
    /// Integers up to this are doubles themselves, so the hardware's single rounding is the right one.
    /// </summary>
    private const long LargestExact = 1L << 53;

    /// <summary>Divides; false when the quotient is too large for a double.</summary>
    /// <param name="dividend">Any integer.</param>
    /// <param name="divisor">Any integer but 0.</param>
    /// <param name="result">The nearest double; -0.0 when 0 is divided by a negative integer, as in CPython.</param>
    public static bool TryDivide(BigInteger dividend, BigInteger divisor, out double result)
    {
        if (IsExact(dividend) && IsExact(divisor))
        {
            result = (double)(long)dividend / (long)divisor;
            return true;
        }

        result = 0;
        bool negative = (dividend.Sign < 0) != (divisor.Sign < 0);
        if (!dividend.IsZero && !TryDivideMagnitudes(BigInteger.Abs(dividend), BigInteger.Abs(divisor), out result))
            return false;
        result = negative ? -result : result;
        return true;
    }

    private static bool TryDivideMagnitudes(BigInteger dividend, BigInteger divisor, out double result)
    {
        // Scaled so that the integer quotient has 62 or 63 bits: one word, and a sticky bit below the half.
        long exponent = dividend.GetBitLength() - divisor.GetBitLength() - 62;
        if (exponent < 0)
            dividend <<= (int)-exponent;
        else
            divisor <<= (int)exponent;
        BigInteger quotient = BigInteger.DivRem(dividend, divisor, out BigInteger remainder);
        ulong sticky = remainder.IsZero ? 0UL : 1UL;
        return BinaryRounding.TryRound((ulong)quotient | sticky, exponent, out result);
    }

    private static bool IsExact(BigInteger value) => value >= -LargestExact && value <= LargestExact;
}
