using System.Numerics;
using Understudy.Calculator.Numbers;
using Understudy.Calculator.Operations;
using Understudy.Calculator.Syntax;

namespace Understudy.Calculator.Evaluating;

/// <summary>
/// Which operation an operator of two operands is: exact on two integers, IEEE on floats, and a float wins over an
/// integer.
/// </summary>
internal static class Operators
{
    public static Outcome Apply(Operator kind, Number left, Number right, WorkBudget budget)
    {
        // An integer to a negative power is a float.
        if (!left.IsFloat && !right.IsFloat && (kind != Operator.Power || right.Integer.Sign >= 0))
            return Apply(kind, left.Integer, right.Integer, budget);
        return left.TryToDouble(out double x) && right.TryToDouble(out double y)
            ? Apply(kind, x, y, budget)
            : Fault.IntegerTooLargeForFloat;
    }

    private static Outcome Apply(Operator kind, BigInteger left, BigInteger right, WorkBudget budget) => kind switch
    {
        Operator.Add => Basics.Add(left, right, budget),
        Operator.Subtract => Basics.Subtract(left, right, budget),
        Operator.Multiply => Basics.Multiply(left, right, budget),
        Operator.Divide => Division.Divide(left, right, budget),
        Operator.FloorDivide => Division.FloorDivide(left, right, budget),
        Operator.Modulo => Division.Modulo(left, right, budget),
        _ => Power.Raise(left, right, budget),
    };

    private static Outcome Apply(Operator kind, double left, double right, WorkBudget budget) => kind switch
    {
        Operator.Add => left + right,
        Operator.Subtract => left - right,
        Operator.Multiply => left * right,
        Operator.Divide => Division.Divide(left, right),
        Operator.FloorDivide => Division.FloorDivide(left, right, budget),
        Operator.Modulo => Division.Modulo(left, right, budget),
        _ => Power.Raise(left, right, budget),
    };
}
