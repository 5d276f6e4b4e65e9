using System.Numerics;
using Understudy.Calculator.Numbers;

namespace Understudy.Calculator.Operations;

/// <summary>The operator <c>**</c>, and <c>pow</c> of two arguments.</summary>
internal static class Power
{
    /// <param name="value">The base.</param>
    /// <param name="exponent">Not negative.</param>
    /// <param name="budget">Pays for it.</param>
    public static Outcome Raise(BigInteger value, BigInteger exponent, WorkBudget budget)
    {
        if (exponent.IsZero)
            return BigInteger.One;
        if (value.IsZero || value.IsOne)
            return value;
        if (value == BigInteger.MinusOne)
            return exponent.IsEven ? BigInteger.One : value;

        // 2^(bits-1) <= |value| < 2^bits, so the power has more than (bits-1)*exponent bits and at most bits*exponent.
        long bits = IntegerSize.Bits(value);
        const int MaxBits = CalculatorLimits.MaxIntegerBits;
        if (exponent > MaxBits || (bits - 1) * (long)exponent >= MaxBits)
            return Fault.TooManyBits;
        long mostBits = BigInteger.IsPow2(BigInteger.Abs(value)) ? bits - 1 : bits;
        return budget.TrySpend(Costs.Power(mostBits * (long)exponent, (int)exponent))
            ? IntegerLimit.Check(BigInteger.Pow(value, (int)exponent))
            : Fault.TooMuchWork;
    }

    public static Outcome Raise(double value, double exponent, WorkBudget budget)
        => budget.TrySpend(Costs.FloatFunction) ? Raise(value, exponent) : Fault.TooMuchWork;

    /// <summary>The cases of CPython's float_pow, in its order: not all of them are what C's pow gives.</summary>
    private static Outcome Raise(double value, double exponent)
    {
        if (exponent == 0 || value == 1)
            return 1.0;
        if (double.IsNaN(value) || double.IsNaN(exponent))
            return double.NaN;
        if (double.IsInfinity(exponent))
            return RaiseToInfinity(Math.Abs(value), exponent > 0);
        bool odd = Math.Abs(exponent) % 2 == 1;
        if (value == 0 && exponent < 0)
            return Fault.DivisionByZero("0.0 cannot be raised to a negative power");
        if (value == 0 || double.IsInfinity(value))
            return RaiseEndpoint(value, exponent, odd);

        // The C library's pow, as in CPython: on Linux both use the same one. It is not correctly rounded everywhere,
        // so another platform's may give another last bit.
        double power = Math.Pow(Math.Abs(value), exponent);
        bool real = value > 0 || exponent == Math.Floor(exponent);
        if (double.IsInfinity(power))
            return Fault.Overflow(real ? "Numerical result out of range" : "complex exponentiation");
        if (!real)
            return Fault.NotReal("negative number cannot be raised to a fractional power");
        return value < 0 && odd ? -power : power;
    }

    private static double RaiseToInfinity(double magnitude, bool positive)
    {
        if (magnitude == 1)
            return 1;
        return positive == magnitude > 1 ? double.PositiveInfinity : 0;
    }

    /// <summary>Zero to a positive power, or an infinity to a finite one.</summary>
    private static double RaiseEndpoint(double value, double exponent, bool odd)
    {
        double magnitude = value == 0 || exponent < 0 ? 0 : double.PositiveInfinity;
        return odd ? Math.CopySign(magnitude, value) : magnitude;
    }
}
