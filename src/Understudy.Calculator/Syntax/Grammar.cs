using Parlot.Fluent;

namespace Understudy.Calculator.Syntax;

/// <summary>The language, as Python's grammar has it.</summary>
/// <remarks>
/// <code>
/// sum     = product (('+' | '-') product)*
/// product = signed (('*' | '//' | '/' | '%') signed)*
/// signed  = ('+' | '-') signed | power
/// power   = primary ('**' signed)?
/// primary = number | '(' sum ')' | name '(' (sum (',' sum)* ','?)? ')'
/// </code>
/// No alternative begins like another, so a parse never tries a text twice, and the furthest token it looked at is
/// where the text goes wrong.
/// </remarks>
internal static class Grammar
{
    /// <summary>A whole expression; what follows it is the caller's to look at.</summary>
    public static readonly Parser<Expression> Sum = Build();

    private static Parser<Expression> Build()
    {
        Deferred<Expression> sum = Deferred<Expression>();
        Deferred<Expression> signed = Deferred<Expression>();
        var open = new Mark('(');
        var close = new Mark(')');

        Parser<Expression> group = open.SkipAnd(Parenthesized(sum.AndSkip(close)));
        Parser<IReadOnlyList<Expression>> arguments = Separated(
            new Mark(','),
            sum,
            min: 0,
            max: 0,
            removeEmptyEntries: false,
            allowLeadingSeparator: false,
            allowTrailingSeparator: true);
        Parser<Expression> call = new FunctionName()
            .And(open.SkipAnd(Parenthesized(arguments.AndSkip(close))))
            .Then<Expression>(static parts => new Call(parts.Item1.Offset, parts.Item1.Function, parts.Item2));
        Parser<Expression> primary = OneOf(new NumberLiteral(), group, call);

        Parser<Expression> power = primary
            .And(SymbolParser.Power.And(Bare(signed)).Optional())
            .Then(static parts => parts.Item2.HasValue
                ? Join(parts.Item1, parts.Item2.Value.Item2, parts.Item2.Value.Item1)
                : parts.Item1);
        Parser<Expression> sign = SymbolParser.Additive
            .And(Bare(signed))
            .Then(static parts => parts.Item1.Operator == Operator.Subtract
                ? new Negation(parts.Item1.Offset, parts.Item2)
                : parts.Item2);
        signed.Parser = OneOf(sign, power);

        Parser<Expression> product = signed.LeftAssociative([SymbolParser.Multiplicative], Join);
        sum.Parser = product.LeftAssociative([SymbolParser.Additive], Join);
        return sum;
    }

    private static Nested<T> Parenthesized<T>(Parser<T> inner) => new(inner, parenthesized: true);

    private static Nested<T> Bare<T>(Parser<T> inner) => new(inner, parenthesized: false);

    private static Binary Join(Expression left, Expression right, Symbol symbol)
        => new(symbol.Offset, symbol.Operator, left, right);
}
