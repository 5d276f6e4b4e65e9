using Parlot;
using Parlot.Fluent;

namespace Understudy.Calculator.Syntax;

/// <summary>Parlot's view of <see cref="LiteralScanner"/>: a number, with the blanks before it.</summary>
internal sealed class NumberLiteral : Parser<Expression>
{
    public override bool Parse(ParseContext context, ref ParseResult<Expression> result)
    {
        Cursor cursor = context.Scanner.Cursor;
        int before = cursor.Offset;
        context.SkipWhiteSpace();
        int start = cursor.Offset;
        LiteralScan scan = LiteralScanner.Scan(cursor.Buffer, start);
        if (scan.Kind == LiteralKind.None)
        {
            cursor.ResetPosition(before);
            return false;
        }
        if (scan.Problem is not null)
        {
            ((ArithmeticContext)context).Fail(CalculationErrorCode.Syntax, scan.Problem, scan.End);
            cursor.ResetPosition(before);
            return false;
        }
        ReadOnlySpan<char> text = cursor.Buffer.AsSpan(start, scan.End - start);
        cursor.AdvanceNoNewLines(scan.End - start);
        result.Set(start, scan.End, new Literal(start, LiteralValue.Read(text, scan.Kind)));
        return true;
    }
}
