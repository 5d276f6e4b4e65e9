using System.Numerics;
using Understudy.Calculator.Numbers;

namespace Understudy.Calculator.Operations;

/// <summary>
/// <c>round</c>: halves go to the even neighbour, and what is rounded is the exact value of the double.
/// </summary>
internal static class Rounding
{
    /// <summary>With more decimals than this every double is its own rounding (CPython's NDIGITS_MAX).</summary>
    private const int MaxDecimals = 323;

    /// <summary>With fewer than this every double rounds to zero (CPython's NDIGITS_MIN).</summary>
    private const int MinDecimals = -308;

    /// <summary>The bits of a significand, which with its exponent is the exact value of a double.</summary>
    private const int FractionBits = 52;

    /// <summary><c>round(value)</c>: always an integer.</summary>
    public static Outcome ToInteger(Number value, WorkBudget budget)
    {
        if (!value.IsFloat)
            return value;
        if (double.IsNaN(value.Float))
            return Fault.NotReal("cannot convert float NaN to integer");
        if (double.IsInfinity(value.Float))
            return Fault.Overflow("cannot convert float infinity to integer");
        return budget.TrySpend(Costs.FloatFunction)
            ? new BigInteger(Math.Round(value.Float, MidpointRounding.ToEven))
            : Fault.TooMuchWork;
    }

    /// <summary>
    /// <c>round(value, decimals)</c>: of the value's own type; negative decimals round to tens and up.
    /// </summary>
    public static Outcome ToDecimals(Number value, Number decimals, WorkBudget budget)
    {
        if (decimals.IsFloat)
            return Fault.Arguments("'float' object cannot be interpreted as an integer");
        return value.IsFloat
            ? RoundFloat(value.Float, decimals.Integer, budget)
            : RoundInteger(value.Integer, decimals.Integer, budget);
    }

    private static Outcome RoundInteger(BigInteger value, BigInteger decimals, WorkBudget budget)
    {
        if (decimals.Sign >= 0)
            return value;
        // Each decimal digit is more than 3 bits, so from here on 10^-decimals is more than twice the value.
        if (-decimals > IntegerSize.Bits(value) / 3 + 1)
            return BigInteger.Zero;
        int zeros = (int)-decimals;
        long limbs = IntegerSize.Limbs(value);
        if (!budget.TrySpend(Costs.Power(limbs * 32, zeros) + Costs.Divide(limbs, limbs / 2 + 1)))
            return Fault.TooMuchWork;
        BigInteger unit = BigInteger.Pow(10, zeros);
        return IntegerLimit.Check(DivideToEven(value, unit) * unit);
    }

    private static Outcome RoundFloat(double value, BigInteger decimals, WorkBudget budget)
    {
        if (!double.IsFinite(value) || value == 0 || decimals > MaxDecimals)
            return value;
        if (decimals < MinDecimals)
            return Math.CopySign(0, value);
        if (!budget.TrySpend(10 * Costs.FloatFunction))
            return Fault.TooMuchWork;

        // value = significand * 2^exponent, so value * 10^decimals is a quotient of integers, rounded exactly.
        int exponent = Math.Max(Math.ILogB(value), -1022) - FractionBits;
        var significand = new BigInteger(Math.ScaleB(Math.Abs(value), -exponent));
        BigInteger power = BigInteger.Pow(10, Math.Abs((int)decimals));
        BigInteger dividend = significand << Math.Max(exponent, 0);
        BigInteger divisor = BigInteger.One << Math.Max(-exponent, 0);
        BigInteger rounded = decimals.Sign >= 0
            ? DivideToEven(dividend * power, divisor)
            : DivideToEven(dividend, divisor * power);
        bool fits = decimals.Sign >= 0
            ? Quotient.TryDivide(rounded, power, out double result)
            : IntegerToDouble.TryConvert(rounded * power, out result);
        return fits ? Math.CopySign(result, value) : Fault.Overflow("rounded value too large to represent");
    }

    /// <summary>The integer nearest to a quotient, halves to even; the divisor is positive.</summary>
    private static BigInteger DivideToEven(BigInteger dividend, BigInteger divisor)
    {
        BigInteger quotient = FlooringIntegers.Divide(dividend, divisor);
        int side = ((dividend - quotient * divisor) << 1).CompareTo(divisor);
        return side > 0 || (side == 0 && !quotient.IsEven) ? quotient + 1 : quotient;
    }
}
