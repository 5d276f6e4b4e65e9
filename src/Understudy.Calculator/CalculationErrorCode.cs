namespace Understudy.Calculator;

/// <summary>Why an expression has no result. The text form of a code is its name in camelCase.</summary>
public enum CalculationErrorCode
{
    /// <summary>
    /// <c>syntax</c>: the text is no expression of the language, or a function got arguments it cannot take.
    /// </summary>
    Syntax = 0,

    /// <summary><c>divisionByZero</c>: a division by zero, or a power or modulus that amounts to one.</summary>
    DivisionByZero = 1,

    /// <summary><c>overflow</c>: a finite value is too large for the IEEE double that was needed.</summary>
    Overflow = 2,

    /// <summary><c>notReal</c>: the result is a complex number, or NaN was to become an integer.</summary>
    NotReal = 3,

    /// <summary>
    /// <c>tooLarge</c>: an integer, the result or the work would pass a bound of <see cref="CalculatorLimits"/>.
    /// </summary>
    TooLarge = 4,

    /// <summary><c>tooLong</c>: the text is longer than <see cref="CalculatorLimits.MaxExpressionLength"/>.</summary>
    TooLong = 5,

    /// <summary><c>tooDeep</c>: the text nests deeper than <see cref="CalculatorLimits.MaxNestingDepth"/>.</summary>
    TooDeep = 6,
}
