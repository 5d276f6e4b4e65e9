using Parlot;
using Parlot.Fluent;

namespace Understudy.Calculator.Syntax;

/// <summary>The operators of one precedence, with the blanks before them.</summary>
/// <remarks>
/// Parlot's own alternatives of characters would do; but every operand is followed by a look for the operators of three
/// precedences, so this one look instead of seven is half of what a parse costs.
/// </remarks>
internal sealed class SymbolParser : Parser<Symbol>
{
    public static readonly SymbolParser Additive = new(static (c, next) => c switch
    {
        '+' => Operator.Add,
        '-' => Operator.Subtract,
        _ => null,
    });

    public static readonly SymbolParser Multiplicative = new(static (c, next) => c switch
    {
        '*' when next != '*' => Operator.Multiply,
        '/' => next == '/' ? Operator.FloorDivide : Operator.Divide,
        '%' => Operator.Modulo,
        _ => null,
    });

    public static readonly SymbolParser Power =
        new(static (c, next) => c == '*' && next == '*' ? Operator.Power : null);

    private readonly Func<char, char, Operator?> _recognize;

    private SymbolParser(Func<char, char, Operator?> recognize) => _recognize = recognize;

    public override bool Parse(ParseContext context, ref ParseResult<Symbol> result)
    {
        var arithmetic = (ArithmeticContext)context;
        int start = arithmetic.NextToken();
        if (_recognize(arithmetic.At(start), arithmetic.At(start + 1)) is not Operator kind)
            return false;
        int end = start + (kind is Operator.FloorDivide or Operator.Power ? 2 : 1);
        arithmetic.MoveTo(end);
        result.Set(start, end, new Symbol(kind, start));
        return true;
    }
}
