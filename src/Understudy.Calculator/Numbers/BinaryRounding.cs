using System.Diagnostics;

namespace Understudy.Calculator.Numbers;

/// <summary>Builds the double nearest to an exact value, halves to even, subnormal results included.</summary>
/// <remarks>
/// The value is <c>significand * 2^exponent</c>, of which the significand may have lost bits that were not all zero:
/// its lowest bit is then set instead ("sticky"). With at least 55 significant bits a sticky bit stands below the
/// half, so it breaks ties the right way and changes nothing else. <c>Math.ScaleB</c> would round a second time on
/// its way into the subnormal numbers, which is why the bits are put together here.
/// </remarks>
internal static class BinaryRounding
{
    private const int SignificandBits = 53;
    private const int MinExponent = -1074;
    private const int ExponentBias = 1075;
    private const int InfiniteExponent = 0x7FF;

    /// <summary>Rounds to the nearest double; false when that is beyond the largest.</summary>
    /// <param name="significand">The leading bits of the magnitude, the last one sticky; not 0.</param>
    /// <param name="exponent">The power of two that the significand is multiplied by.</param>
    /// <param name="result">The nearest double, positive or 0.</param>
    public static bool TryRound(ulong significand, long exponent, out double result)
    {
        Debug.Assert(significand != 0);
        result = 0;
        int length = 64 - System.Numerics.BitOperations.LeadingZeroCount(significand);
        // The lowest bit that the result keeps is the 53rd from the top, or 2^-1074 where that is higher.
        long lowest = Math.Max(exponent + length - SignificandBits, MinExponent);
        long drop = lowest - exponent;
        if (drop > length)
            return true;
        if (drop < 0)
            significand <<= (int)-drop;
        else if (drop > 0)
            significand = ShiftRightToEven(significand, (int)drop);
        if (significand >> SignificandBits != 0)
        {
            significand >>= 1;
            lowest++;
        }

        bool subnormal = significand >> (SignificandBits - 1) == 0;
        long biased = subnormal ? 0 : lowest + ExponentBias;
        if (biased >= InfiniteExponent)
            return false;
        ulong fraction = significand & ((1UL << (SignificandBits - 1)) - 1);
        result = BitConverter.UInt64BitsToDouble(((ulong)biased << (SignificandBits - 1)) | fraction);
        return true;
    }

    private static ulong ShiftRightToEven(ulong value, int count)
    {
        ulong kept = count == 64 ? 0 : value >> count;
        ulong half = 1UL << (count - 1);
        ulong rest = value & (half | (half - 1));
        return rest > half || (rest == half && (kept & 1) != 0) ? kept + 1 : kept;
    }
}
