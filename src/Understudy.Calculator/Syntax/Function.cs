namespace Understudy.Calculator.Syntax;

/// <summary>A function of the language; the names are CPython's.</summary>
internal enum Function
{
    Abs,
    Min,
    Max,
    Round,
    Pow,
}
