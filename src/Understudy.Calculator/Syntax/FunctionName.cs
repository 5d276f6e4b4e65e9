using Parlot;
using Parlot.Fluent;

namespace Understudy.Calculator.Syntax;

/// <summary>
/// The name of a function, with the blanks before it. Any other name is an error at its first character.
/// </summary>
internal sealed class FunctionName : Parser<NamedFunction>
{
    public override bool Parse(ParseContext context, ref ParseResult<NamedFunction> result)
    {
        var arithmetic = (ArithmeticContext)context;
        int start = arithmetic.NextToken();
        int end = start;
        while (char.IsAsciiLetterOrDigit(arithmetic.At(end)) || arithmetic.At(end) == '_')
            end++;
        if (!TryFind(context.Scanner.Buffer.AsSpan(start, end - start), out Function function))
            return false;
        arithmetic.MoveTo(end);
        result.Set(start, end, new NamedFunction(function, start));
        return true;
    }

    private static bool TryFind(ReadOnlySpan<char> name, out Function function)
    {
        (bool found, function) = name switch
        {
            "abs" => (true, Function.Abs),
            "min" => (true, Function.Min),
            "max" => (true, Function.Max),
            "round" => (true, Function.Round),
            "pow" => (true, Function.Pow),
            _ => (false, default),
        };
        return found;
    }
}

/// <summary>A function where its name stands in the text.</summary>
internal readonly record struct NamedFunction(Function Function, int Offset);
