namespace Understudy.Calculator.Syntax;

/// <summary>An operator between two operands.</summary>
internal enum Operator
{
    Add,
    Subtract,
    Multiply,
    Divide,
    FloorDivide,
    Modulo,
    Power,
}

/// <summary>An operator or sign where it stands in the text.</summary>
internal readonly record struct Symbol(Operator Operator, int Offset);
