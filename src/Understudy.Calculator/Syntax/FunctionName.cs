using Parlot;
using Parlot.Fluent;

namespace Understudy.Calculator.Syntax;

/// <summary>A function where its name stands in the text.</summary>
internal readonly record struct NamedFunction(Function Function, int Offset);

/// <summary>The name of a function, with the blanks before it. Any other name is an error at its first character.</summary>
internal sealed class FunctionName : Parser<NamedFunction>
{
    public override bool Parse(ParseContext context, ref ParseResult<NamedFunction> result)
    {
        Cursor cursor = context.Scanner.Cursor;
        int before = cursor.Offset;
        context.SkipWhiteSpace();
        int start = cursor.Offset;
        int end = start;
        while (end < cursor.Buffer.Length && (char.IsAsciiLetterOrDigit(cursor.Buffer[end]) || cursor.Buffer[end] == '_'))
            end++;
        if (TryFind(cursor.Buffer.AsSpan(start, end - start), out Function function))
        {
            cursor.AdvanceNoNewLines(end - start);
            result.Set(start, end, new NamedFunction(function, start));
            return true;
        }
        cursor.ResetPosition(before);
        return false;
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
