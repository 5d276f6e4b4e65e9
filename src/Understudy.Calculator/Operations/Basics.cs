using System.Numerics;
using Understudy.Calculator.Numbers;

namespace Understudy.Calculator.Operations;

/// <summary>Plus, minus and times of integers, and the sign.</summary>
internal static class Basics
{
    public static Outcome Add(BigInteger left, BigInteger right, WorkBudget budget)
        => budget.TrySpend(Costs.Add(left, right)) ? IntegerLimit.Check(left + right) : Fault.TooMuchWork;

    public static Outcome Subtract(BigInteger left, BigInteger right, WorkBudget budget)
        => budget.TrySpend(Costs.Add(left, right)) ? IntegerLimit.Check(left - right) : Fault.TooMuchWork;

    public static Outcome Multiply(BigInteger left, BigInteger right, WorkBudget budget)
    {
        // The product has the bits of both factors, or one less.
        long leastBits = IntegerSize.Bits(left) + IntegerSize.Bits(right) - 1;
        if (!left.IsZero && !right.IsZero && leastBits > CalculatorLimits.MaxIntegerBits)
            return Fault.TooManyBits;
        return budget.TrySpend(Costs.Multiply(left, right)) ? IntegerLimit.Check(left * right) : Fault.TooMuchWork;
    }

    public static Outcome Negate(Number value, WorkBudget budget)
    {
        if (value.IsFloat)
            return -value.Float;
        return budget.TrySpend(IntegerSize.Limbs(value.Integer)) ? -value.Integer : Fault.TooMuchWork;
    }
}
