using Parlot;
using Parlot.Fluent;
using static Parlot.Fluent.Parsers;

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
        Parser<char> open = Terms.Char('(');

        Parser<Expression> group = open.SkipAnd(new Nested<Expression>(sum.AndSkip(Terms.Char(')')), true));
        Parser<Expression> primary = OneOf(new NumberLiteral(), group, BuildCall(sum, open));

        Parser<Symbol> powerSign = Terms.Text("**").Then(static (_, start, _, _) => new Symbol(Operator.Power, start));
        Parser<Expression> power = primary
            .And(powerSign.And(new Nested<Expression>(signed, false)).Optional())
            .Then(static parts => parts.Item2.HasValue
                ? new Binary(parts.Item2.Value.Item1.Offset, Operator.Power, parts.Item1, parts.Item2.Value.Item2)
                : parts.Item1);

        Parser<Symbol> plus = OneChar('+', Operator.Add);
        Parser<Symbol> minus = OneChar('-', Operator.Subtract);
        Parser<Expression> sign = OneOf(plus, minus)
            .And(new Nested<Expression>(signed, false))
            .Then(static parts => parts.Item1.Operator == Operator.Subtract
                ? new Negation(parts.Item1.Offset, parts.Item2)
                : parts.Item2);
        signed.Parser = OneOf(power, sign);

        Parser<Expression> product = signed.LeftAssociative(
            [
                Terms.Char('*').WhenNotFollowedBy(Literals.Char('*'))
                    .Then(static (_, start, _, _) => new Symbol(Operator.Multiply, start)),
                Terms.Text("//").Then(static (_, start, _, _) => new Symbol(Operator.FloorDivide, start)),
                OneChar('/', Operator.Divide),
                OneChar('%', Operator.Modulo),
            ],
            Join);
        sum.Parser = product.LeftAssociative([plus, minus], Join);
        return sum;
    }

    private static Parser<Expression> BuildCall(Parser<Expression> sum, Parser<char> open)
    {
        Parser<IReadOnlyList<Expression>> arguments = Separated(
            Terms.Char(','), sum, min: 0, max: 0, removeEmptyEntries: false, allowLeadingSeparator: false, allowTrailingSeparator: true);
        return new FunctionName()
            .And(open.SkipAnd(new Nested<IReadOnlyList<Expression>>(arguments.AndSkip(Terms.Char(')')), true)))
            .Then<Expression>(static parts => new Call(parts.Item1.Offset, parts.Item1.Function, parts.Item2));
    }

    private static Parser<Symbol> OneChar(char c, Operator kind) =>
        Terms.Char(c).Then((_, start, _, _) => new Symbol(kind, start));

    private static Binary Join(Expression left, Expression right, Symbol symbol) =>
        new(symbol.Offset, symbol.Operator, left, right);
}
