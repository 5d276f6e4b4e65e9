using Understudy.Calculator.Numbers;
using Understudy.Calculator.Operations;
using Understudy.Calculator.Syntax;

namespace Understudy.Calculator.Evaluating;

/// <summary>Walks one tree, in Python's order: operands from left to right, then the operator.</summary>
/// <remarks>
/// Operators of one precedence in a row make a tree that is deep on its left side, as deep as the text is long, so
/// that side is walked in a loop. Everything else is as deep as the text is nested, which the parse has bounded.
/// </remarks>
internal sealed class Evaluator
{
    private readonly WorkBudget _budget;
    private readonly Stack<Binary> _waiting = new();

    public Evaluator(WorkBudget budget) => _budget = budget;

    /// <summary>Where the fault is that <see cref="Evaluate"/> returned: 0-based, in characters.</summary>
    public int FaultOffset { get; private set; }

    public Outcome Evaluate(Expression expression)
    {
        int bottom = _waiting.Count;
        while (expression is Binary binary)
        {
            _waiting.Push(binary);
            expression = binary.Left;
        }

        Outcome left = EvaluateLeaf(expression);
        while (_waiting.Count > bottom)
        {
            if (left.Failed)
                return left;
            Binary binary = _waiting.Pop();
            Outcome right = binary.Right is Literal literal ? literal.Value : Evaluate(binary.Right);
            left = right.Failed
                ? right
                : Located(Apply(binary.Operator, left.Value, right.Value), binary);
        }

        return left;
    }

    private Outcome EvaluateLeaf(Expression expression)
    {
        switch (expression)
        {
            case Literal literal:
                return literal.Value;
            case Negation negation:
                Outcome operand = Evaluate(negation.Operand);
                return operand.Failed ? operand : Located(Basics.Negate(operand.Value, _budget), negation);
            default:
                return EvaluateCall((Call)expression);
        }
    }

    private Outcome EvaluateCall(Call call)
    {
        var values = new Number[call.Arguments.Count];
        for (int i = 0; i < values.Length; i++)
        {
            Outcome argument = Evaluate(call.Arguments[i]);
            if (argument.Failed)
                return argument;
            values[i] = argument.Value;
        }

        return Located(Functions.Apply(call.Function, values, _budget), call);
    }

    private Outcome Apply(Operator kind, Number left, Number right)
        => _budget.TrySpend(Costs.Step) ? Operators.Apply(kind, left, right, _budget) : Fault.TooMuchWork;

    /// <summary>Notes where a fault arose. Faults that are only passed on keep the place they have.</summary>
    private Outcome Located(Outcome outcome, Expression at)
    {
        if (outcome.Failed)
            FaultOffset = at.Offset;
        return outcome;
    }
}
