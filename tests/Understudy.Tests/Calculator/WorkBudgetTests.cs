using CsCheck;
using Understudy.Calculator;

namespace Understudy.Tests.Calculator;

public class WorkBudgetTests
{
    /// <summary>
    /// Pieces that cost much for their length; an expression is a row of them up to the length limit.
    /// </summary>
    private static readonly Gen<string> Costly = Gen.OneOf(
        Gen.Select(Gen.Int[2, 99], Gen.Int[1, 20_000]).Select((value, exponent) => $"{value}**{exponent}"),
        Gen.Int[1, 9].Select(digit => new string((char)('0' + digit), 400)),
        Gen.Select(Gen.Int[2, 99], Gen.Int[1, 9000], Gen.Int[1, 9000]).Select((n, a, b) => $"{n}**{a}*{n}**{b}"),
        Gen.Select(Gen.Int[2, 99], Gen.Int[1, 9000], Gen.Int[1, 9000]).Select((n, a, b) => $"{n}**{a}//{n + 1}**{b}"),
        Gen.Select(Gen.Int[2, 99], Gen.Int[1, 3000], Gen.Int[1, 3000]).Select((n, a, b) => $"pow({n},3**{a},7**{b})"),
        Gen.Select(Gen.Int[2, 99], Gen.Int[1, 5000]).Select((n, a) => $"pow({n},-1,7**{a})"),
        Gen.Select(Gen.Int[-330, 330], Gen.Int[-330, 330]).Select((e, n) => $"round(7e{e},{n})"),
        Gen.Select(Gen.Int[1, 5000], Gen.Int[-9000, 0]).Select((e, n) => $"round(7**{e},{n})"),
        Gen.Select(Gen.Int[-330, 330], Gen.Int[-330, 330]).Select((a, b) => $"7e{a}%3e{b}"),
        Gen.Int[1, 5000].Select(e => $"max(9**{e},1.,9**{e})"));

    [Fact]
    public void Evaluate_CostlyRows_NeverSpendMoreThanTheBudget()
        => Gen.Select(
            Costly, Gen.OneOf(Gen.Const("+"), Gen.Const("-"), Gen.Const("*"), Gen.Const("//"), Gen.Const(",")))
            .Sample((piece, separator) =>
            {
                int count = CalculatorLimits.MaxExpressionLength / (piece.Length + separator.Length + 1);
                string row = string.Join(separator, Enumerable.Repeat(piece, Math.Max(1, count)));
                var budget = new WorkBudget();
                Evaluation evaluation = Arithmetic.Evaluate(separator == "," ? $"min({row},1)" : row, budget);
                return budget.Spent <= CalculatorLimits.MaxWork
                    && (evaluation.Succeeded || evaluation.Error.Code != CalculationErrorCode.TooLong);
            });

    [Theory]
    [InlineData("3+5-4/3*4", 200)]
    [InlineData("9**9", 1000)]
    [InlineData("10**300/7", 5000)]
    [InlineData("9**9**9", 1000)]
    [InlineData("pow(3,10**18,10**18+9)", 50_000)]
    public void Evaluate_Everyday_SpendsLittle(string expression, long atMost)
    {
        var budget = new WorkBudget();
        Arithmetic.Evaluate(expression, budget);
        Assert.InRange(budget.Spent, 1, atMost);
    }

    [Theory]
    [InlineData("pow(3,2**8000,2**8000+1)")]
    [InlineData("pow(3,-1,2**16000+1)")]
    [InlineData("(3**9000*3**1000)//3**5000//3**100*3**6000")]
    public void Evaluate_BeyondTheBudget_IsTooLargeAndSpendsNoMore(string expression)
    {
        var budget = new WorkBudget();
        Assert.Equal(CalculationErrorCode.TooLarge, Arithmetic.Evaluate(expression, budget).Error?.Code);
        Assert.InRange(budget.Spent, 1, CalculatorLimits.MaxWork);
    }

    [Fact]
    public void TrySpend_MoreThanIsLeft_RefusesAndKeepsWhatIsSpent()
    {
        var budget = new WorkBudget();
        Assert.True(budget.TrySpend(CalculatorLimits.MaxWork - 1));
        Assert.False(budget.TrySpend(2));
        Assert.True(budget.TrySpend(1));
        Assert.False(budget.TrySpend(long.MaxValue));
        Assert.Equal(CalculatorLimits.MaxWork, budget.Spent);
    }
}
