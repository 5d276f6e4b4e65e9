using Understudy.Calculator.Numbers;

namespace Understudy.Calculator.Operations;

/// <summary>
/// Plus, minus, times and the signs: exact on integers, IEEE on floats, and a float wins over an integer.
/// </summary>
internal static class Basics
{
    public static Outcome Add(Number left, Number right, WorkBudget budget)
    {
        if (!left.IsFloat && !right.IsFloat)
        {
            return budget.TrySpend(Costs.Add(left.Integer, right.Integer))
                ? IntegerLimit.Check(left.Integer + right.Integer)
                : Fault.TooMuchWork;
        }

        return left.TryToDouble(out double x) && right.TryToDouble(out double y)
            ? x + y
            : Fault.IntegerTooLargeForFloat;
    }

    public static Outcome Subtract(Number left, Number right, WorkBudget budget)
    {
        if (!left.IsFloat && !right.IsFloat)
        {
            return budget.TrySpend(Costs.Add(left.Integer, right.Integer))
                ? IntegerLimit.Check(left.Integer - right.Integer)
                : Fault.TooMuchWork;
        }

        return left.TryToDouble(out double x) && right.TryToDouble(out double y)
            ? x - y
            : Fault.IntegerTooLargeForFloat;
    }

    public static Outcome Multiply(Number left, Number right, WorkBudget budget)
    {
        if (left.IsFloat || right.IsFloat)
        {
            return left.TryToDouble(out double x) && right.TryToDouble(out double y)
                ? x * y
                : Fault.IntegerTooLargeForFloat;
        }

        // The product has the bits of both factors, or one less.
        long leastBits = IntegerSize.Bits(left.Integer) + IntegerSize.Bits(right.Integer) - 1;
        bool zero = left.Integer.IsZero || right.Integer.IsZero;
        if (!zero && leastBits > CalculatorLimits.MaxIntegerBits)
            return Fault.TooManyBits;
        return budget.TrySpend(Costs.Multiply(left.Integer, right.Integer))
            ? IntegerLimit.Check(left.Integer * right.Integer)
            : Fault.TooMuchWork;
    }

    public static Outcome Negate(Number value, WorkBudget budget)
    {
        if (value.IsFloat)
            return -value.Float;
        return budget.TrySpend(IntegerSize.Limbs(value.Integer)) ? -value.Integer : Fault.TooMuchWork;
    }
}
