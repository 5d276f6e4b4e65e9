using System.Numerics;

namespace Understudy.Calculator.Operations;

/// <summary>Division of integers towards minus infinity, so that a remainder has the sign of the divisor.</summary>
internal static class FlooringIntegers
{
    public static BigInteger Divide(BigInteger dividend, BigInteger divisor)
    {
        BigInteger quotient = BigInteger.DivRem(dividend, divisor, out BigInteger remainder);
        return IsOff(remainder, divisor) ? quotient - 1 : quotient;
    }

    public static BigInteger Modulo(BigInteger dividend, BigInteger divisor)
    {
        BigInteger remainder = BigInteger.Remainder(dividend, divisor);
        return IsOff(remainder, divisor) ? remainder + divisor : remainder;
    }

    /// <summary>Whether truncation, which .NET does, and flooring disagree.</summary>
    private static bool IsOff(BigInteger remainder, BigInteger divisor)
        => !remainder.IsZero && (remainder.Sign < 0) != (divisor.Sign < 0);
}
