using System.Numerics;
using CsCheck;
using Understudy.Calculator.Numbers;

namespace Understudy.Tests.Calculator.Numbers;

public class QuotientTests
{
    /// <summary>Positive integers of up to 1,200 bits, so that quotients reach every exponent of a double.</summary>
    private static readonly Gen<BigInteger> Integers =
        Gen.Select(Gen.ULong[1, ulong.MaxValue], Gen.Int[0, 1100], Gen.ULong)
            .Select((high, shift, low) => ((BigInteger)high << shift) + (low >> Math.Max(0, 64 - shift)));

    [Fact]
    public void TryDivide_Any_IsTheNearestDouble() => Gen.Select(Integers, Integers).Sample((dividend, divisor)
        => !Quotient.TryDivide(dividend, divisor, out double quotient)
            ? dividend / divisor >= BigInteger.Pow(2, 1024) - BigInteger.Pow(2, 970)
            : IsNearest(quotient, dividend, divisor));

    [Fact]
    public void TryConvert_Any_IsTheNearestDouble() => Integers.Sample(value
        => !IntegerToDouble.TryConvert(value, out double converted)
            ? value >= BigInteger.Pow(2, 1024) - BigInteger.Pow(2, 970)
            : IsNearest(converted, value, BigInteger.One));

    [Theory]
    [InlineData(1, 1074, 5e-324)]
    [InlineData(1, 1075, 0.0)]
    [InlineData(3, 1076, 5e-324)]
    [InlineData(3, 1075, 1e-323)]
    [InlineData(-1, 1080, -0.0)]
    public void TryDivide_Subnormal_RoundsOnce(int dividend, int power, double quotient)
    {
        Assert.True(Quotient.TryDivide(dividend, BigInteger.One << power, out double result));
        Assert.Equal(BitConverter.DoubleToInt64Bits(quotient), BitConverter.DoubleToInt64Bits(result));
    }

    /// <summary>
    /// Whether the exact quotient lies between the halves to both neighbours; on a half only if even.
    /// </summary>
    private static bool IsNearest(double value, BigInteger dividend, BigInteger divisor)
    {
        bool even = (BitConverter.DoubleToInt64Bits(value) & 1) == 0;
        int below = CompareToHalf(Math.BitDecrement(value), value, dividend, divisor);
        int above = CompareToHalf(value, Math.BitIncrement(value), dividend, divisor);
        return (below > 0 || (below == 0 && even)) && (above < 0 || (above == 0 && even));
    }

    /// <summary>How the quotient stands to the middle of two doubles, in exact arithmetic.</summary>
    private static int CompareToHalf(double low, double high, BigInteger dividend, BigInteger divisor)
    {
        // The infinity above the largest double stands for 2^1024.
        BigInteger sum = Scaled(low) + (double.IsInfinity(high) ? BigInteger.One << (1024 + 1074) : Scaled(high));
        return ((dividend << 1075) - sum * divisor).Sign;
    }

    /// <summary>The double as a multiple of 2^-1074, which every double is.</summary>
    private static BigInteger Scaled(double value)
    {
        long bits = BitConverter.DoubleToInt64Bits(Math.Abs(value));
        int exponent = (int)(bits >> 52);
        long fraction = bits & ((1L << 52) - 1);
        BigInteger scaled = exponent == 0 ? fraction : (BigInteger)(fraction | (1L << 52)) << (exponent - 1);
        return value < 0 ? -scaled : scaled;
    }
}
