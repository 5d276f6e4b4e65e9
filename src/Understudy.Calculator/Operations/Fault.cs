namespace Understudy.Calculator.Operations;

/// <summary>Why an operation has no value: an error that does not know yet where in the expression it stands.</summary>
internal sealed record Fault(CalculationErrorCode Code, string Message)
{
    public static readonly Fault IntegerTooLargeForFloat =
        new(CalculationErrorCode.Overflow, "int too large to convert to float");

    public static readonly Fault TooManyBits =
        new(CalculationErrorCode.TooLarge, $"integer of more than {CalculatorLimits.MaxIntegerBits} bits");

    public static readonly Fault TooMuchWork =
        new(CalculationErrorCode.TooLarge, "the calculation takes too much work");

    public static readonly Fault ResultTooLong =
        new(CalculationErrorCode.TooLarge, $"result of more than {CalculatorLimits.MaxResultLength} characters");

    /// <summary>
    /// Arguments that CPython answers with a TypeError: here the text is no expression of the language.
    /// </summary>
    public static Fault Arguments(string message) => new(CalculationErrorCode.Syntax, message);

    public static Fault DivisionByZero(string message) => new(CalculationErrorCode.DivisionByZero, message);

    public static Fault Overflow(string message) => new(CalculationErrorCode.Overflow, message);

    public static Fault NotReal(string message) => new(CalculationErrorCode.NotReal, message);
}
