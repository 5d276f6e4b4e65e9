namespace Understudy.Calculator.Operations;

/// <summary>
/// Division of doubles towards minus infinity, step by step as CPython's float_floor_div and float_rem do it: the
/// floor of the quotient alone would be off by one where the quotient rounds up to an integer.
/// </summary>
internal static class FlooringFloats
{
    /// <summary>
    /// The remainder is found bit by bit in some C libraries, so its cost follows the distance of the exponents.
    /// </summary>
    public static long Cost(double dividend, double divisor)
    {
        if (!double.IsFinite(dividend) || !double.IsFinite(divisor) || dividend == 0)
            return Costs.Step;
        return Costs.FloatFunction + 4L * Math.Max(0, Math.ILogB(dividend) - Math.ILogB(divisor));
    }

    public static double Divide(double dividend, double divisor)
    {
        double remainder = dividend % divisor;
        double quotient = (dividend - remainder) / divisor;
        if (remainder != 0 && (divisor < 0) != (remainder < 0))
            quotient -= 1;
        // A zero keeps the sign that the quotient has.
        if (quotient == 0)
            return Math.CopySign(0, dividend / divisor);
        double floor = Math.Floor(quotient);
        return quotient - floor > 0.5 ? floor + 1 : floor;
    }

    public static double Modulo(double dividend, double divisor)
    {
        double remainder = dividend % divisor;
        if (remainder == 0)
            return Math.CopySign(0, divisor);
        return (divisor < 0) != (remainder < 0) ? remainder + divisor : remainder;
    }
}
