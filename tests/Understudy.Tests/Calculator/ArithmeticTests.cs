using Understudy.Calculator;

namespace Understudy.Tests.Calculator;

public class ArithmeticTests
{
    [Theory]
    [InlineData("3+5-4/3*4", "2.666666666666667")]
    [InlineData("8/3", "2.6666666666666665")]
    [InlineData("-2**2", "-4")]
    [InlineData("2**-1", "0.5")]
    [InlineData("2**3**2", "512")]
    [InlineData("-7//2", "-4")]
    [InlineData("-7%3", "2")]
    [InlineData("7%-3", "-2")]
    [InlineData("1.0//0.1", "9.0")]
    [InlineData("-0.0%5", "0.0")]
    [InlineData("0/-5", "-0.0")]
    [InlineData("1e308*10", "inf")]
    [InlineData("1e999-1e999", "nan")]
    [InlineData("10**400/10**399", "10.0")]
    [InlineData("5/2**1076", "5e-324")]
    [InlineData("9007199254740993/1", "9007199254740992.0")]
    [InlineData("9007199254740993+0.0", "9007199254740992.0")]
    [InlineData("(-8)**3.0", "-512.0")]
    [InlineData("(-1e999)**0.5", "inf")]
    public void Evaluate_Operators_GivesCPythonsText(string expression, string result)
        => Assert.Equal(new Evaluation(result), Arithmetic.Evaluate(expression));

    [Theory]
    [InlineData("1_000", "1000")]
    [InlineData("00", "0")]
    [InlineData("0x_fF", "255")]
    [InlineData("0b1_0", "2")]
    [InlineData("0O17", "15")]
    [InlineData("1.", "1.0")]
    [InlineData(".5", "0.5")]
    [InlineData("1e5", "100000.0")]
    [InlineData("1_0.0_1e1_0", "100100000000.0")]
    [InlineData("09.5", "9.5")]
    [InlineData("1e999", "inf")]
    [InlineData("1e-999", "0.0")]
    public void Evaluate_Literals_AreReadAsPythonReadsThem(string expression, string result)
        => Assert.Equal(new Evaluation(result), Arithmetic.Evaluate(expression));

    [Theory]
    [InlineData("round(2.5)", "2")]
    [InlineData("round(0.125,2)", "0.12")]
    [InlineData("round(2.675,2)", "2.67")]
    [InlineData("round(-0.4,0)", "-0.0")]
    [InlineData("round(25,-1)", "20")]
    [InlineData("round(35,-1)", "40")]
    [InlineData("round(5,-10**9)", "0")]
    [InlineData("abs(-3)", "3")]
    [InlineData("abs(-0.0)", "0.0")]
    [InlineData("min(1,1.0)", "1")]
    [InlineData("max(1.0,1,)", "1.0")]
    [InlineData("max(2**53+1,2.0**53)", "9007199254740993")]
    [InlineData("min(1,1e999-1e999)", "1")]
    [InlineData("min(1e999-1e999,1)", "nan")]
    [InlineData("pow(2,10)", "1024")]
    [InlineData("pow(3,-1,7)", "5")]
    [InlineData("pow(3,2,-7)", "-5")]
    [InlineData("pow(2,5,1)", "0")]
    public void Evaluate_Functions_GiveCPythonsText(string expression, string result)
        => Assert.Equal(new Evaluation(result), Arithmetic.Evaluate(expression));

    [Theory]
    [InlineData(" \t1 + 2\f")]
    [InlineData("1+2\n")]
    [InlineData("\n1+2\r\n \n")]
    [InlineData("(1\n+\r\n2)")]
    public void Evaluate_Blanks_AreTakenWherePythonTakesThem(string expression)
        => Assert.Equal(new Evaluation("3"), Arithmetic.Evaluate(expression));

    [Fact]
    public void Evaluate_Null_Throws() => Assert.Throws<ArgumentNullException>(() => Arithmetic.Evaluate(null!));
}
