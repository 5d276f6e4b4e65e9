using System.Numerics;
using Understudy.Calculator.Numbers;

namespace Understudy.Calculator.Operations;

/// <summary>
/// <c>min</c>, <c>max</c> and <c>abs</c>: the sizes of values, compared exactly across the two types.
/// </summary>
internal static class Ordering
{
    public static Outcome Absolute(Number value, WorkBudget budget)
    {
        if (value.IsFloat)
            return Math.Abs(value.Float);
        return budget.TrySpend(IntegerSize.Limbs(value.Integer)) ? BigInteger.Abs(value.Integer) : Fault.TooMuchWork;
    }

    /// <summary>
    /// The smallest or largest value, and the first of equal ones. A NaN is neither less nor greater than anything, so
    /// it stays when it comes first and is passed over when it does not: as in CPython.
    /// </summary>
    public static Outcome Extreme(ReadOnlySpan<Number> values, bool largest, WorkBudget budget)
    {
        Number best = values[0];
        foreach (Number value in values[1..])
        {
            if (!budget.TrySpend(Costs.Step + Limbs(best) + Limbs(value)))
                return Fault.TooMuchWork;
            if (largest ? IsLess(best, value) : IsLess(value, best))
                best = value;
        }

        return best;
    }

    private static long Limbs(Number value) => value.IsFloat ? 1 : IntegerSize.Limbs(value.Integer);

    private static bool IsLess(Number left, Number right) => (left.IsFloat, right.IsFloat) switch
    {
        (false, false) => left.Integer < right.Integer,
        (true, true) => left.Float < right.Float,
        (true, false) => Compare(left.Float, right.Integer) < 0,
        (false, true) => Compare(right.Float, left.Integer) > 0,
    };

    /// <summary>How a float stands to an integer, without rounding either; 0 for a NaN, which is never less.</summary>
    private static int Compare(double left, BigInteger right)
    {
        if (double.IsNaN(left))
            return 0;
        if (double.IsInfinity(left))
            return Math.Sign(left);
        double whole = Math.Truncate(left);
        int order = new BigInteger(whole).CompareTo(right);
        return order != 0 ? order : left.CompareTo(whole);
    }
}
