using Understudy.Calculator;

namespace Understudy.Tests.Calculator;

public class CalculationErrorTests
{
    [Theory]
    [InlineData("1/0", "divisionByZero 2 division by zero")]
    [InlineData("1.5 // 0", "divisionByZero 5 float floor division by zero")]
    [InlineData("1+pow(2,-1,4)", "divisionByZero 3 base is not invertible for the given modulus")]
    [InlineData("pow(1,1,0)", "divisionByZero 1 pow() 3rd argument cannot be 0")]
    [InlineData("0.0**-1", "divisionByZero 4 0.0 cannot be raised to a negative power")]
    [InlineData("10**400/3", "overflow 8 integer division result too large for a float")]
    [InlineData("1 + 10**400*1.0", "overflow 12 int too large to convert to float")]
    [InlineData("2.0**5000", "overflow 4 Numerical result out of range")]
    [InlineData("(-2.5)**1000.5", "overflow 7 complex exponentiation")]
    [InlineData("round(1e999)", "overflow 1 cannot convert float infinity to integer")]
    [InlineData("round(1.7e308,-308)", "overflow 1 rounded value too large to represent")]
    [InlineData("round(1e999-1e999)", "notReal 1 cannot convert float NaN to integer")]
    [InlineData("abs((-8)**0.5)", "notReal 9 negative number cannot be raised to a fractional power")]
    [InlineData("abs(1,2)", "syntax 1 abs() takes exactly one argument (2 given)")]
    [InlineData("2*min(1)", "syntax 3 'int' object is not iterable")]
    [InlineData("round(1,2.0)", "syntax 1 'float' object cannot be interpreted as an integer")]
    [InlineData("pow(2.0,1,3)", "syntax 1 pow() 3rd argument not allowed unless all arguments are integers")]
    public void Evaluate_Impossible_NamesTheOperator(string expression, string error)
        => Assert.Equal(error, Arithmetic.Evaluate(expression).Error?.ToWire());

    [Theory]
    [InlineData("", "syntax 1 invalid syntax")]
    [InlineData("1+", "syntax 3 invalid syntax")]
    [InlineData("1 +  ", "syntax 6 invalid syntax")]
    [InlineData("1 + * 2", "syntax 5 invalid syntax")]
    [InlineData("2***3", "syntax 4 invalid syntax")]
    [InlineData("1 2", "syntax 3 invalid syntax")]
    [InlineData("(1 2)", "syntax 4 invalid syntax")]
    [InlineData("(1", "syntax 3 '(' was never closed")]
    [InlineData("(1))", "syntax 4 unmatched ')'")]
    [InlineData("foo(1)", "syntax 1 invalid syntax")]
    [InlineData("1+absolute(1)", "syntax 3 invalid syntax")]
    [InlineData("min(,)", "syntax 5 invalid syntax")]
    [InlineData("1__0", "syntax 3 invalid decimal literal")]
    [InlineData("1_", "syntax 3 invalid decimal literal")]
    [InlineData("1j", "syntax 2 invalid decimal literal")]
    [InlineData("1if", "syntax 2 invalid decimal literal")]
    [InlineData("5+0b12", "syntax 6 invalid digit '2' in binary literal")]
    [InlineData("0xg", "syntax 3 invalid hexadecimal literal")]
    [InlineData("１", "syntax 1 invalid character '１' (U+FF11)")]
    [InlineData("1\u00a0", "syntax 2 invalid non-printable character U+00A0")]
    [InlineData("1\n2", "syntax 3 invalid syntax")]
    [InlineData("1\n ", "syntax 4 unexpected indent")]
    [InlineData("\n 1", "syntax 3 unexpected indent")]
    public void Evaluate_BadSyntax_PointsAtTheOffendingCharacter(string expression, string error)
        => Assert.Equal(error, Arithmetic.Evaluate(expression).Error?.ToWire());

    [Fact]
    public void Evaluate_LeadingZeros_PointsAtTheLiteral()
    {
        CalculationError? error = Arithmetic.Evaluate("1+007").Error;
        Assert.Equal((CalculationErrorCode.Syntax, 3), (error?.Code, error?.Column));
        Assert.StartsWith("leading zeros", error!.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(CalculationErrorCode.Syntax, "syntax")]
    [InlineData(CalculationErrorCode.DivisionByZero, "divisionByZero")]
    [InlineData(CalculationErrorCode.Overflow, "overflow")]
    [InlineData(CalculationErrorCode.NotReal, "notReal")]
    [InlineData(CalculationErrorCode.TooLarge, "tooLarge")]
    [InlineData(CalculationErrorCode.TooLong, "tooLong")]
    [InlineData(CalculationErrorCode.TooDeep, "tooDeep")]
    public void Wire_EveryCode_ReadsBack(CalculationErrorCode code, string name)
    {
        var error = new CalculationError(code, "two words", 17);
        Assert.Equal($"{name} 17 two words", error.ToWire());
        Assert.True(CalculationError.TryParseWire(error.ToWire(), out CalculationError? read));
        Assert.Equal(error, read);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("syntax")]
    [InlineData("syntax 1")]
    [InlineData("syntax 1 ")]
    [InlineData("syntax 0 message")]
    [InlineData("syntax -1 message")]
    [InlineData("syntax x message")]
    [InlineData("syntax 99999999999 message")]
    [InlineData("Syntax 1 message")]
    [InlineData("unheardOf 1 message")]
    [InlineData("Invalid Expression!")]
    public void Wire_OtherText_IsNoError(string? text)
    {
        Assert.False(CalculationError.TryParseWire(text, out CalculationError? error));
        Assert.Null(error);
    }
}
