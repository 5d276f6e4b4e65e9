using System.Globalization;
using System.Numerics;
using Understudy.Calculator.Numbers;
using Understudy.Calculator.Operations;

namespace Understudy.Calculator.Evaluating;

/// <summary>The text of a result, unless it is longer than <see cref="CalculatorLimits.MaxResultLength"/>.</summary>
internal static class ResultText
{
    /// <summary>A decimal digit is worth more than 3.321928 bits: with more than these the text is too long.</summary>
    private const int MaxBits = (int)(CalculatorLimits.MaxResultLength * 3.321929) + 1;

    public static string? Write(Number value, out Fault? fault)
    {
        fault = null;
        if (value.IsFloat)
            return FloatText.Write(value.Float);
        string? text = IntegerSize.Bits(value.Integer) > MaxBits ? null : Write(value.Integer);
        if (text?.Length <= CalculatorLimits.MaxResultLength)
            return text;
        fault = Fault.ResultTooLong;
        return null;
    }

    private static string Write(BigInteger value) => value.ToString(CultureInfo.InvariantCulture);
}
