using Understudy.Calculator;

namespace Understudy.Tests.Calculator;

public class CalculatorLimitsTests
{
    /// <summary>Less than .NET gives a thread on any system, in bytes.</summary>
    private const int SmallStack = 1024 * 1024;

    /// <summary>So little that the parser gives up before the nesting limit does.</summary>
    private const int TinyStack = 128 * 1024;

    public static TheoryData<string, CalculationErrorCode> Hostile() => new()
    {
        { "9**9**9", CalculationErrorCode.TooLarge },
        { "9**9**9**9**9", CalculationErrorCode.TooLarge },
        { "-(2**100000)", CalculationErrorCode.TooLarge },
        { "2**16384", CalculationErrorCode.TooLarge },
        { "2**16000*2**16000", CalculationErrorCode.TooLarge },
        { "10**999*10", CalculationErrorCode.TooLarge },
        { "-10**999", CalculationErrorCode.TooLarge },
        { "pow(3**9000,3**9000,3**9001)", CalculationErrorCode.TooLarge },
        { "pow(3**9000,-1,3**9001)", CalculationErrorCode.TooLarge },
        { "min(" + string.Join(',', Enumerable.Repeat("9**5000", 500)) + ")", CalculationErrorCode.TooLarge },
        { Repeat("2**", 1300) + "2", CalculationErrorCode.TooDeep },
        { Repeat("2**", 90) + "2", CalculationErrorCode.TooLarge },
        { Repeat("(", 4000), CalculationErrorCode.TooDeep },
        { Repeat("abs(", 1000), CalculationErrorCode.TooDeep },
        { Repeat("-", 4000), CalculationErrorCode.TooDeep },
        { Repeat("(", 101) + "1" + Repeat(")", 101), CalculationErrorCode.TooDeep },
        { Repeat("-", 101) + "1", CalculationErrorCode.TooDeep },
        { Repeat("(", 10_000), CalculationErrorCode.TooLong },
        { Repeat("-", 10_000) + "1", CalculationErrorCode.TooLong },
        { Repeat("1+", 5000) + "1", CalculationErrorCode.TooLong },
        { Repeat("7", 10_000_000), CalculationErrorCode.TooLong },
    };

    [Theory]
    [MemberData(nameof(Hostile))]
    public void Evaluate_BeyondALimit_SaysWhichOne(string expression, CalculationErrorCode code)
        => Assert.Equal(code, Arithmetic.Evaluate(expression).Error?.Code);

    public static TheoryData<string, string> Extreme() => new()
    {
        { Repeat("1+", 2047) + "1", "2048" },
        { Repeat("1-", 2047) + "1", "-2046" },
        { Repeat("1*", 2047) + "1", "1" },
        { Repeat("1//", 1023) + "1", "1" },
        { Repeat("(", 100) + "1" + Repeat(")", 100), "1" },
        { Repeat("-", 100) + "1", "1" },
        { Repeat("(1+", 100) + "1" + Repeat(")", 100), "101" },
        { Repeat("abs(-", 50) + "1" + Repeat(")", 50), "1" },
        { Repeat("1**", 100) + "1", "1" },
        { "min(" + Repeat("1,", 2045) + ")", "1" },
        { Repeat(" ", 4095) + "1", "1" },
        { "2**16383//2**16373", "1024" },
        { "0*2**16383", "0" },
        { Repeat("9", 4094) + "%9", "0" },
        { "10**999", "1" + Repeat("0", 999) },
        { "-10**998", "-1" + Repeat("0", 998) },
    };

    [Theory]
    [MemberData(nameof(Extreme))]
    public void Evaluate_JustWithinTheLimits_Works(string expression, string result)
        => Assert.Equal(new Evaluation(result), Arithmetic.Evaluate(expression));

    [Theory]
    [InlineData("9**9**9", 2)]
    [InlineData("1+2**9000*2**9000", 10)]
    [InlineData("10**999*10", 8)]
    public void Evaluate_TooLarge_PointsAtTheOperator(string expression, int column)
        => Assert.Equal(column, Arithmetic.Evaluate(expression).Error?.Column);

    [Fact]
    public void Evaluate_TooDeep_PointsAtTheFirstParenthesisTooMany()
        => Assert.Equal(101, Arithmetic.Evaluate(Repeat("(", 200)).Error?.Column);

    [Fact]
    public void Evaluate_TooLong_PointsAtTheFirstCharacterTooMany()
        => Assert.Equal(4097, Arithmetic.Evaluate(Repeat("1", 5000)).Error?.Column);

    [Fact]
    public void Evaluate_DeepestNestingOnASmallStack_Works()
        => Assert.True(EvaluateOnAStackOf(SmallStack, Repeat("(1+-2**-abs(", 20) + "1" + Repeat("))", 20)).Succeeded);

    [Fact]
    public void Evaluate_WithoutStackLeft_IsTooDeep() => Assert.Equal(
        CalculationErrorCode.TooDeep,
        EvaluateOnAStackOf(TinyStack, Repeat("(1+-2**-abs(", 20) + "1" + Repeat("))", 20)).Error?.Code);

    private static Evaluation EvaluateOnAStackOf(int bytes, string expression)
    {
        Evaluation evaluation = default;
        var thread = new Thread(() => evaluation = Arithmetic.Evaluate(expression), bytes);
        thread.Start();
        thread.Join();
        return evaluation;
    }

    private static string Repeat(string text, int count) => string.Concat(Enumerable.Repeat(text, count));
}
