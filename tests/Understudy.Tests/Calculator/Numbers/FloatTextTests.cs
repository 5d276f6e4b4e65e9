using Understudy.Calculator.Numbers;

namespace Understudy.Tests.Calculator.Numbers;

public class FloatTextTests
{
    [Theory]
    [InlineData(0.0, "0.0")]
    [InlineData(-0.0, "-0.0")]
    [InlineData(1.0, "1.0")]
    [InlineData(-12.5, "-12.5")]
    [InlineData(100.0, "100.0")]
    [InlineData(1e15, "1000000000000000.0")]
    [InlineData(9999999999999998.0, "9999999999999998.0")]
    [InlineData(1e16, "1e+16")]
    [InlineData(1.5e16, "1.5e+16")]
    [InlineData(1e22, "1e+22")]
    [InlineData(0.0001, "0.0001")]
    [InlineData(0.00012345, "0.00012345")]
    [InlineData(0.00001, "1e-05")]
    [InlineData(1.25e-7, "1.25e-07")]
    [InlineData(5e-324, "5e-324")]
    [InlineData(1.7976931348623157e308, "1.7976931348623157e+308")]
    [InlineData(0.1 + 0.2, "0.30000000000000004")]
    [InlineData(double.PositiveInfinity, "inf")]
    [InlineData(double.NegativeInfinity, "-inf")]
    [InlineData(double.NaN, "nan")]
    public void Write_Edges_AreLaidOutAsRepr(double value, string text) => Assert.Equal(text, FloatText.Write(value));

    [Theory]
    [InlineData(-25, "2.9802322387695312e-08")]
    [InlineData(-958, "4.1045368012983762e-289")]
    public void Write_PowersOfTwoThatDotNetShortensTooFar_ReadBack(int exponent, string text)
        => Assert.Equal(text, FloatText.Write(Math.ScaleB(1, exponent)));
}
