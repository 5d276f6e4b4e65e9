using System.Diagnostics.CodeAnalysis;

namespace Understudy.Calculator;

/// <summary>What came of an expression: a result or an error, never both.</summary>
public readonly record struct Evaluation
{
    /// <summary>An expression that has a result.</summary>
    /// <param name="result">The text that CPython prints for it.</param>
    public Evaluation(string result)
    {
        ArgumentNullException.ThrowIfNull(result);
        Result = result;
    }

    /// <summary>An expression that has none.</summary>
    /// <param name="error">Why, and where.</param>
    public Evaluation(CalculationError error)
    {
        ArgumentNullException.ThrowIfNull(error);
        Error = error;
    }

    /// <summary>The result as CPython's <c>repr</c> writes it, or null when there is an <see cref="Error"/>.</summary>
    public string? Result { get; }

    /// <summary>Why there is no <see cref="Result"/>, or null when there is one.</summary>
    public CalculationError? Error { get; }

    /// <summary>Whether there is a <see cref="Result"/>.</summary>
    [MemberNotNullWhen(true, nameof(Result))]
    [MemberNotNullWhen(false, nameof(Error))]
    public bool Succeeded => Result is not null;
}
