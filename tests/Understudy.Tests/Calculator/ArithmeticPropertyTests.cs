using System.Globalization;
using System.Numerics;
using CsCheck;
using Understudy.Calculator;
using Understudy.Calculator.Numbers;

namespace Understudy.Tests.Calculator;

public class ArithmeticPropertyTests
{
    /// <summary>Characters that expressions are made of, and some that they are not.</summary>
    private const string Alphabet = "0123456789+-*/%().,_ eExXoObBjabsminmaxroundpow#\t\n\f\\é０\ud83d\u00a0\0";

    /// <summary>An expression on integers, and its value; null where it divides by zero.</summary>
    private sealed record Known(string Text, BigInteger? Value);

    private static readonly Gen<Known> Leaf = Gen.Int[0, 30].Select(value => new Known(Text(value), value));

    private static readonly Gen<string> Operator =
        Gen.OneOf(Gen.Const("+"), Gen.Const("-"), Gen.Const("*"), Gen.Const("//"), Gen.Const("%"));

    [Fact]
    public void Evaluate_IntegerTrees_AgreeWithExactArithmetic() => Trees(5).Sample(tree =>
    {
        Evaluation evaluation = Arithmetic.Evaluate(tree.Text);
        return tree.Value is BigInteger value
            ? evaluation.Result == Text(value)
            : evaluation.Error?.Code == CalculationErrorCode.DivisionByZero;
    });

    [Fact]
    public void Evaluate_AFloatsText_GivesTheSameText() => Gen.Double.Sample(value =>
    {
        string text = FloatText.Write(value);
        if (!double.IsFinite(value))
            return text is "inf" or "-inf" or "nan";
        double read = double.Parse(text, CultureInfo.InvariantCulture);
        return BitConverter.DoubleToInt64Bits(read) == BitConverter.DoubleToInt64Bits(value)
            && Arithmetic.Evaluate(text).Result == text;
    });

    [Fact]
    public void Evaluate_Garbage_GivesAResultOrAnErrorWithinTheText()
        => Gen.Char[Alphabet].Array[0, 60].Select(characters => new string(characters))
            .Sample(WithinTheText, iter: 20_000);

    [Fact]
    public void Evaluate_AnyText_GivesAResultOrAnErrorWithinTheText() => Gen.String.Sample(WithinTheText);

    private static bool WithinTheText(string text)
    {
        Evaluation evaluation = Arithmetic.Evaluate(text);
        return evaluation.Succeeded
            ? evaluation.Result.Length <= CalculatorLimits.MaxResultLength
            : evaluation.Error.Column >= 1 && evaluation.Error.Column <= text.Length + 1;
    }

    private static Gen<Known> Trees(int depth)
    {
        if (depth == 0)
            return Leaf;
        Gen<Known> inner = Trees(depth - 1);
        return Gen.OneOf(Leaf, inner.Select(Negate), Gen.Select(inner, Operator, inner, Join));
    }

    private static Known Negate(Known operand) => new($"-({operand.Text})", -operand.Value);

    private static Known Join(Known left, string symbol, Known right) => new(
        $"({left.Text}) {symbol} ({right.Text})",
        left.Value is BigInteger x && right.Value is BigInteger y ? Calculate(x, symbol, y) : null);

    private static BigInteger? Calculate(BigInteger left, string symbol, BigInteger right) => symbol switch
    {
        "+" => left + right,
        "-" => left - right,
        "*" => left * right,
        "//" => right.IsZero ? null : Floor(left, right),
        _ => right.IsZero ? null : left - Floor(left, right) * right,
    };

    /// <summary>
    /// The largest integer that is not above the quotient, by definition instead of by division rules.
    /// </summary>
    private static BigInteger Floor(BigInteger dividend, BigInteger divisor)
    {
        if (divisor.Sign < 0)
            (dividend, divisor) = (-dividend, -divisor);
        BigInteger near = dividend / divisor;
        while (near * divisor > dividend)
            near--;
        return near;
    }

    private static string Text(BigInteger value) => value.ToString(CultureInfo.InvariantCulture);
}
