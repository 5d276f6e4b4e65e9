using System.Numerics;

namespace Understudy.Calculator.Numbers;

/// <summary>A value of the language: an integer of any size or an IEEE double, and it stays what it is.</summary>
internal readonly struct Number
{
    private readonly BigInteger _integer;
    private readonly double _float;

    public Number(BigInteger value) => _integer = value;

    public Number(double value)
    {
        _float = value;
        IsFloat = true;
    }

    /// <summary>Whether this is a float; an integer otherwise.</summary>
    public bool IsFloat { get; }

    /// <summary>The integer; only when <see cref="IsFloat"/> is false.</summary>
    public BigInteger Integer => _integer;

    /// <summary>The double; only when <see cref="IsFloat"/> is true.</summary>
    public double Float => _float;

    /// <summary>
    /// Gives the value as a double: an integer is rounded half to even, unless it is too large for one.
    /// </summary>
    public bool TryToDouble(out double value)
    {
        if (!IsFloat)
            return IntegerToDouble.TryConvert(_integer, out value);
        value = _float;
        return true;
    }
}
