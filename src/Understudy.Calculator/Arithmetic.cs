using Understudy.Calculator.Evaluating;
using Understudy.Calculator.Operations;
using Understudy.Calculator.Syntax;

namespace Understudy.Calculator;

/// <summary>Python's arithmetic: the text that CPython 3 prints for an expression, or the error it has.</summary>
/// <remarks>
/// <para>
/// It knows integers of any size and IEEE doubles, with all of Python's literals for them; <c>+ - * / // % **</c>,
/// signs and parentheses; <c>abs min max round pow</c>. It knows nothing else of Python: no names, strings, comparisons
/// or comments.
/// </para>
/// <para>
/// Bad input gives an <see cref="Evaluation.Error"/>, never an exception. The bounds of <see cref="CalculatorLimits"/>
/// hold for any input. Safe from any thread; nothing is kept between calls.
/// </para>
/// </remarks>
public static class Arithmetic
{
    /// <summary>Evaluates one expression.</summary>
    /// <param name="expression">The text; spaces, tabs and line ends count as in Python's <c>eval</c>.</param>
    /// <returns>The result, or why there is none.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="expression"/> is null.</exception>
    public static Evaluation Evaluate(string expression) => Evaluate(expression, new WorkBudget());

    /// <summary>Evaluates with a budget that the caller can read afterwards.</summary>
    internal static Evaluation Evaluate(string expression, WorkBudget budget)
    {
        ArgumentNullException.ThrowIfNull(expression);
        if (expression.Length > CalculatorLimits.MaxExpressionLength)
            return new Evaluation(CalculationError.TooLong);
        if (!ExpressionParser.TryParse(expression, out Expression? tree, out CalculationError? error))
            return new Evaluation(error);

        var evaluator = new Evaluator(budget);
        Outcome outcome = evaluator.Evaluate(tree);
        if (outcome.Failed)
            return new Evaluation(Locate(outcome.Fault, evaluator.FaultOffset));
        string? text = ResultText.Write(outcome.Value, out Fault? fault);
        return text is null ? new Evaluation(Locate(fault!, tree.Offset)) : new Evaluation(text);
    }

    private static CalculationError Locate(Fault fault, int offset) => new(fault.Code, fault.Message, offset + 1);
}
