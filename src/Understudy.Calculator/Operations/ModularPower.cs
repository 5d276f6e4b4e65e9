using System.Numerics;
using Understudy.Calculator.Numbers;

namespace Understudy.Calculator.Operations;

/// <summary><c>pow</c> of three arguments: integers only, and the result has the sign of the modulus.</summary>
internal static class ModularPower
{
    public static Outcome Raise(Number value, Number exponent, Number modulus, WorkBudget budget)
    {
        if (value.IsFloat || exponent.IsFloat || modulus.IsFloat)
            return Fault.Arguments("pow() 3rd argument not allowed unless all arguments are integers");
        return Raise(value.Integer, exponent.Integer, modulus.Integer, budget);
    }

    private static Outcome Raise(BigInteger value, BigInteger exponent, BigInteger modulus, WorkBudget budget)
    {
        if (modulus.IsZero)
            return Fault.DivisionByZero("pow() 3rd argument cannot be 0");
        BigInteger magnitude = BigInteger.Abs(modulus);
        if (magnitude.IsOne)
            return BigInteger.Zero;
        if (!budget.TrySpend(Cost(value, exponent, magnitude)))
            return Fault.TooMuchWork;

        BigInteger residue = FlooringIntegers.Modulo(value, magnitude);
        if (exponent.Sign < 0)
        {
            if (!TryInvert(residue, magnitude, out residue))
                return Fault.DivisionByZero("base is not invertible for the given modulus");
            exponent = -exponent;
        }

        BigInteger power = BigInteger.ModPow(residue, exponent, magnitude);
        return FlooringIntegers.Modulo(power, modulus);
    }

    /// <summary>Each bit of the exponent takes a squaring, perhaps a product, and a reduction of each.</summary>
    private static long Cost(BigInteger value, BigInteger exponent, BigInteger modulus)
    {
        long limbs = IntegerSize.Limbs(modulus);
        long step = 2 * (Costs.Step + limbs * limbs / 2 + Costs.Divide(2 * limbs, limbs));
        long cost = Costs.Divide(value, modulus) + IntegerSize.Bits(exponent) * step;
        // Euclid's algorithm takes about 0.6 divisions per bit, each of neighbours and so of one short quotient.
        return exponent.Sign < 0 ? cost + IntegerSize.Bits(modulus) * (8 * Costs.Step + 4 * limbs) : cost;
    }

    /// <summary>Euclid's extended algorithm, of which only one of the two factors is kept.</summary>
    private static bool TryInvert(BigInteger value, BigInteger modulus, out BigInteger inverse)
    {
        (BigInteger previous, BigInteger current) = (modulus, value);
        (BigInteger previousFactor, BigInteger factor) = (BigInteger.Zero, BigInteger.One);
        while (!current.IsZero)
        {
            BigInteger quotient = BigInteger.DivRem(previous, current, out BigInteger remainder);
            (previous, current) = (current, remainder);
            (previousFactor, factor) = (factor, previousFactor - quotient * factor);
        }

        inverse = FlooringIntegers.Modulo(previousFactor, modulus);
        return previous.IsOne;
    }
}
