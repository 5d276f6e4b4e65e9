using System.Numerics;
using Understudy.Calculator.Numbers;

namespace Understudy.Calculator.Operations;

/// <summary>Keeps every integer within <see cref="CalculatorLimits.MaxIntegerBits"/>.</summary>
internal static class IntegerLimit
{
    /// <summary>The value, unless it has too many bits.</summary>
    public static Outcome Check(BigInteger value)
        => IntegerSize.Bits(value) > CalculatorLimits.MaxIntegerBits ? Fault.TooManyBits : value;
}
