using Understudy.Calculator.Numbers;

namespace Understudy.Calculator.Operations;

/// <summary>The three divisions: <c>/</c> is true division, <c>//</c> and <c>%</c> floor.</summary>
internal static class Division
{
    public static Outcome Divide(Number left, Number right, WorkBudget budget)
    {
        if (!left.IsFloat && !right.IsFloat)
        {
            if (right.Integer.IsZero)
                return Fault.DivisionByZero("division by zero");
            if (!budget.TrySpend(Costs.TrueDivide(left.Integer, right.Integer)))
                return Fault.TooMuchWork;
            return Quotient.TryDivide(left.Integer, right.Integer, out double quotient)
                ? quotient
                : Fault.Overflow("integer division result too large for a float");
        }

        if (!left.TryToDouble(out double x) || !right.TryToDouble(out double y))
            return Fault.IntegerTooLargeForFloat;
        return y == 0 ? Fault.DivisionByZero("float division by zero") : x / y;
    }

    public static Outcome FloorDivide(Number left, Number right, WorkBudget budget)
    {
        if (!left.IsFloat && !right.IsFloat)
        {
            if (right.Integer.IsZero)
                return Fault.DivisionByZero("integer division or modulo by zero");
            return budget.TrySpend(Costs.Divide(left.Integer, right.Integer))
                ? FlooringIntegers.Divide(left.Integer, right.Integer)
                : Fault.TooMuchWork;
        }

        if (!left.TryToDouble(out double x) || !right.TryToDouble(out double y))
            return Fault.IntegerTooLargeForFloat;
        if (y == 0)
            return Fault.DivisionByZero("float floor division by zero");
        return budget.TrySpend(FlooringFloats.Cost(x, y)) ? FlooringFloats.Divide(x, y) : Fault.TooMuchWork;
    }

    public static Outcome Modulo(Number left, Number right, WorkBudget budget)
    {
        if (!left.IsFloat && !right.IsFloat)
        {
            if (right.Integer.IsZero)
                return Fault.DivisionByZero("integer modulo by zero");
            return budget.TrySpend(Costs.Divide(left.Integer, right.Integer))
                ? FlooringIntegers.Modulo(left.Integer, right.Integer)
                : Fault.TooMuchWork;
        }

        if (!left.TryToDouble(out double x) || !right.TryToDouble(out double y))
            return Fault.IntegerTooLargeForFloat;
        if (y == 0)
            return Fault.DivisionByZero("float modulo");
        return budget.TrySpend(FlooringFloats.Cost(x, y)) ? FlooringFloats.Modulo(x, y) : Fault.TooMuchWork;
    }
}
