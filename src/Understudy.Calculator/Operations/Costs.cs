using System.Numerics;
using Understudy.Calculator.Numbers;

namespace Understudy.Calculator.Operations;

/// <summary>
/// The cost of each operation on integers, in units of <see cref="WorkBudget"/>, from the operands' sizes.
/// </summary>
/// <remarks>
/// Schoolbook costs, in 32-bit limbs, with the constants that make a unit about a nanosecond as measured. Faster
/// algorithms for large operands only make the true cost smaller; what matters is that no cost is below it by much.
/// The constant part covers the allocations.
/// </remarks>
internal static class Costs
{
    /// <summary>Any step at all: visiting an operator, adding two doubles.</summary>
    public const long Step = 20;

    /// <summary>A transcendental function, or the conversion between a double and its text.</summary>
    public const long FloatFunction = 200;

    public static long Add(BigInteger left, BigInteger right)
        => Step + IntegerSize.Limbs(left) + IntegerSize.Limbs(right);

    public static long Multiply(BigInteger left, BigInteger right)
        => Step + Add(left, right) + IntegerSize.Limbs(left) * IntegerSize.Limbs(right) / 2;

    public static long Divide(BigInteger dividend, BigInteger divisor)
        => Divide(IntegerSize.Limbs(dividend), IntegerSize.Limbs(divisor));

    /// <summary>A division of operands of known sizes, in limbs.</summary>
    public static long Divide(long dividend, long divisor)
        => 4 * Step + dividend + divisor + Math.Max(1, dividend - divisor + 1) * divisor * 2;

    /// <summary>True division first scales one side until the quotient has two limbs.</summary>
    public static long TrueDivide(BigInteger dividend, BigInteger divisor)
    {
        long larger = Math.Max(IntegerSize.Limbs(dividend), IntegerSize.Limbs(divisor));
        return larger <= 2 ? Step : Divide(larger + 2, larger) + 4 * larger;
    }

    /// <summary>A power by squaring, once per bit of the exponent: the last squaring makes up most of it.</summary>
    public static long Power(long resultBits, int exponent)
    {
        long limbs = (resultBits >> 5) + 1;
        long squarings = 32 - BitOperations.LeadingZeroCount((uint)exponent);
        return squarings * 5 * Step + limbs * limbs / 3;
    }
}
