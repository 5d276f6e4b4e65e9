using System.Numerics;

namespace Understudy.Calculator.Numbers;

/// <summary>How large an integer is, which is what limits and costs go by.</summary>
internal static class IntegerSize
{
    /// <summary>The bits of the magnitude: 0 for 0, 1 for 1 and -1, 8 for 255.</summary>
    // BigInteger.GetBitLength is of the two's complement form, which is one bit shorter for -256 than for 256.
    public static long Bits(BigInteger value) => BigInteger.Abs(value).GetBitLength();

    /// <summary>The 32-bit limbs that hold the magnitude, at least 1.</summary>
    public static long Limbs(BigInteger value) => (value.GetBitLength() >> 5) + 1;
}
