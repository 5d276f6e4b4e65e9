using Understudy.Calculator.Numbers;

namespace Understudy.Calculator.Syntax;

/// <summary>A parsed expression: a tree whose nodes know where they stand.</summary>
/// <param name="Offset">Where an error of this node is shown: 0-based, in characters.</param>
internal abstract record Expression(int Offset);

/// <summary>A number as it was written.</summary>
internal sealed record Literal(int Offset, Number Value) : Expression(Offset);

/// <summary>A minus sign before an operand. A plus sign changes nothing and leaves no node.</summary>
internal sealed record Negation(int Offset, Expression Operand) : Expression(Offset);

/// <summary>Two operands around an operator.</summary>
internal sealed record Binary(int Offset, Operator Operator, Expression Left, Expression Right) : Expression(Offset);

/// <summary>
/// A function and its arguments, of which there may be any number: counting them is part of evaluating.
/// </summary>
internal sealed record Call(int Offset, Function Function, IReadOnlyList<Expression> Arguments) : Expression(Offset);
