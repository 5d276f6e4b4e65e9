using Parlot;
using Parlot.Fluent;

namespace Understudy.Calculator.Syntax;

/// <summary>A parenthesis or a comma, with the blanks before it.</summary>
internal sealed class Mark : Parser<char>
{
    private readonly char _mark;

    public Mark(char mark) => _mark = mark;

    public override bool Parse(ParseContext context, ref ParseResult<char> result)
    {
        var arithmetic = (ArithmeticContext)context;
        int start = arithmetic.NextToken();
        if (arithmetic.At(start) != _mark)
            return false;
        arithmetic.MoveTo(start + 1);
        result.Set(start, start + 1, _mark);
        return true;
    }
}
