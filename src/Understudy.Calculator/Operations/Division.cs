using System.Numerics;
using Understudy.Calculator.Numbers;

namespace Understudy.Calculator.Operations;

/// <summary>The three divisions: <c>/</c> is true division, <c>//</c> and <c>%</c> floor.</summary>
internal static class Division
{
    public static Outcome Divide(BigInteger left, BigInteger right, WorkBudget budget)
    {
        if (right.IsZero)
            return Fault.DivisionByZero("division by zero");
        if (!budget.TrySpend(Costs.TrueDivide(left, right)))
            return Fault.TooMuchWork;
        return Quotient.TryDivide(left, right, out double quotient)
            ? quotient
            : Fault.Overflow("integer division result too large for a float");
    }

    public static Outcome Divide(double left, double right)
        => right == 0 ? Fault.DivisionByZero("float division by zero") : left / right;

    public static Outcome FloorDivide(BigInteger left, BigInteger right, WorkBudget budget)
    {
        if (right.IsZero)
            return Fault.DivisionByZero("integer division or modulo by zero");
        return budget.TrySpend(Costs.Divide(left, right)) ? FlooringIntegers.Divide(left, right) : Fault.TooMuchWork;
    }

    public static Outcome FloorDivide(double left, double right, WorkBudget budget)
    {
        if (right == 0)
            return Fault.DivisionByZero("float floor division by zero");
        return budget.TrySpend(FlooringFloats.Cost(left, right))
            ? FlooringFloats.Divide(left, right)
            : Fault.TooMuchWork;
    }

    public static Outcome Modulo(BigInteger left, BigInteger right, WorkBudget budget)
    {
        if (right.IsZero)
            return Fault.DivisionByZero("integer modulo by zero");
        return budget.TrySpend(Costs.Divide(left, right)) ? FlooringIntegers.Modulo(left, right) : Fault.TooMuchWork;
    }

    public static Outcome Modulo(double left, double right, WorkBudget budget)
    {
        if (right == 0)
            return Fault.DivisionByZero("float modulo");
        return budget.TrySpend(FlooringFloats.Cost(left, right))
            ? FlooringFloats.Modulo(left, right)
            : Fault.TooMuchWork;
    }
}
