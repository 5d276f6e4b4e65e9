using Parlot;
using Parlot.Fluent;
using Understudy.Calculator.Numbers;

namespace Understudy.Calculator.Syntax;

/// <summary>Parlot's view of <see cref="LiteralScanner"/>: a number, with the blanks before it.</summary>
internal sealed class NumberLiteral : Parser<Expression>
{
    public override bool Parse(ParseContext context, ref ParseResult<Expression> result)
    {
        var arithmetic = (ArithmeticContext)context;
        int start = arithmetic.NextToken();
        string text = context.Scanner.Buffer;
        LiteralScan scan = LiteralScanner.Scan(text, start);
        if (scan.Kind == LiteralKind.None)
            return false;
        if (scan.Problem is not null)
        {
            arithmetic.Fail(CalculationErrorCode.Syntax, scan.Problem, scan.End);
            return false;
        }

        arithmetic.MoveTo(scan.End);
        Number value = LiteralValue.Read(text.AsSpan(start, scan.End - start), scan.Kind);
        result.Set(start, scan.End, new Literal(start, value));
        return true;
    }
}
