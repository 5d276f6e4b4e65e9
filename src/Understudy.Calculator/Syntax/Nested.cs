using Parlot;
using Parlot.Fluent;

namespace Understudy.Calculator.Syntax;

/// <summary>
/// A part of the grammar that contains itself: counts how deep the parse is in it, and refuses to go deeper than
/// <see cref="CalculatorLimits.MaxNestingDepth"/> long before the stack is at risk, here and in the evaluation after.
/// </summary>
internal sealed class Nested<T> : Parser<T>
{
    private readonly Parser<T> _inner;
    private readonly int _parentheses;

    /// <param name="inner">What is nested.</param>
    /// <param name="parenthesized">Whether it stands in parentheses.</param>
    public Nested(Parser<T> inner, bool parenthesized)
    {
        _inner = inner;
        _parentheses = parenthesized ? 1 : 0;
    }

    public override bool Parse(ParseContext context, ref ParseResult<T> result)
    {
        var arithmetic = (ArithmeticContext)context;
        if (arithmetic.Depth == CalculatorLimits.MaxNestingDepth)
        {
            arithmetic.Fail(
                CalculationErrorCode.TooDeep,
                $"nested more than {CalculatorLimits.MaxNestingDepth} deep",
                context.Scanner.Cursor.Offset - 1);
            return false;
        }

        arithmetic.Depth++;
        arithmetic.Parentheses += _parentheses;
        bool matched = _inner.Parse(context, ref result);
        arithmetic.Parentheses -= _parentheses;
        arithmetic.Depth--;
        return matched;
    }
}
