using Understudy.Calculator.Numbers;
using Understudy.Calculator.Operations;
using Understudy.Calculator.Syntax;

namespace Understudy.Calculator.Evaluating;

/// <summary>
/// Which arguments each function takes. What it cannot take is a TypeError in CPython, whose words these are.
/// </summary>
internal static class Functions
{
    public static Outcome Apply(Function function, ReadOnlySpan<Number> arguments, WorkBudget budget)
    {
        if (!budget.TrySpend(Costs.Step))
            return Fault.TooMuchWork;
        return function switch
        {
            Function.Abs => Abs(arguments, budget),
            Function.Min => Extreme("min", arguments, largest: false, budget),
            Function.Max => Extreme("max", arguments, largest: true, budget),
            Function.Round => Round(arguments, budget),
            _ => Pow(arguments, budget),
        };
    }

    private static Outcome Abs(ReadOnlySpan<Number> arguments, WorkBudget budget) => arguments.Length == 1
        ? Ordering.Absolute(arguments[0], budget)
        : Fault.Arguments($"abs() takes exactly one argument ({arguments.Length} given)");

    private static Outcome Extreme(string name, ReadOnlySpan<Number> arguments, bool largest, WorkBudget budget)
        => arguments.Length switch
        {
            0 => Fault.Arguments($"{name} expected at least 1 argument, got 0"),
            1 => Fault.Arguments($"'{(arguments[0].IsFloat ? "float" : "int")}' object is not iterable"),
            _ => Ordering.Extreme(arguments, largest, budget),
        };

    private static Outcome Round(ReadOnlySpan<Number> arguments, WorkBudget budget) => arguments.Length switch
    {
        0 => Fault.Arguments("round() missing required argument 'number' (pos 1)"),
        1 => Rounding.ToInteger(arguments[0], budget),
        2 => Rounding.ToDecimals(arguments[0], arguments[1], budget),
        _ => Fault.Arguments($"round() takes at most 2 arguments ({arguments.Length} given)"),
    };

    private static Outcome Pow(ReadOnlySpan<Number> arguments, WorkBudget budget) => arguments.Length switch
    {
        0 => Fault.Arguments("pow() missing required argument 'base' (pos 1)"),
        1 => Fault.Arguments("pow() missing required argument 'exp' (pos 2)"),
        2 => Operators.Apply(Operator.Power, arguments[0], arguments[1], budget),
        3 => ModularPower.Raise(arguments[0], arguments[1], arguments[2], budget),
        _ => Fault.Arguments($"pow() takes at most 3 arguments ({arguments.Length} given)"),
    };
}
