namespace Understudy.Calculator;

/// <summary>
/// The bounds of an evaluation. Each is checked before the work that it bounds. So any expression costs well under a
/// millisecond, and a few hundred kilobytes that can be collected at once.
/// </summary>
public static class CalculatorLimits
{
    /// <summary>The longest expression, in characters (UTF-16 code units).</summary>
    public const int MaxExpressionLength = 4096;

    /// <summary>
    /// The deepest nesting: parentheses, calls, signs before signs and powers of powers all count. Operators of one
    /// precedence in a row, as in <c>1+1+1</c>, do not.
    /// </summary>
    public const int MaxNestingDepth = 100;

    /// <summary>The longest result, in characters: it must fit one datagram.</summary>
    public const int MaxResultLength = 1000;

    /// <summary>The largest integer that may occur during an evaluation, in bits without its sign.</summary>
    public const int MaxIntegerBits = 16384;

    /// <summary>
    /// The most work that one expression may take. A unit is about a nanosecond on the machine where the costs of the
    /// operations were measured.
    /// </summary>
    public const int MaxWork = 200_000;
}
