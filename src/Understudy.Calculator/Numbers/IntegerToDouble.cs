using System.Numerics;

namespace Understudy.Calculator.Numbers;

/// <summary>
/// The double nearest to an integer, halves to even, as CPython converts it. The conversion that BigInteger brings
/// along cuts the low bits off instead.
/// </summary>
internal static class IntegerToDouble
{
    /// <summary>Converts; false when the integer is too large for a double.</summary>
    public static bool TryConvert(BigInteger value, out double result)
    {
        if (value >= long.MinValue && value <= long.MaxValue)
        {
            // The hardware rounds this one, half to even.
            result = (long)value;
            return true;
        }

        BigInteger magnitude = BigInteger.Abs(value);
        // 62 bits are kept: enough for a sticky bit below the half, whatever the 53 bits above it.
        int shift = (int)(magnitude.GetBitLength() - 62);
        BigInteger kept = magnitude >> shift;
        ulong sticky = kept << shift == magnitude ? 0UL : 1UL;
        if (!BinaryRounding.TryRound((ulong)kept | sticky, shift, out result))
            return false;
        result = value.Sign < 0 ? -result : result;
        return true;
    }
}
