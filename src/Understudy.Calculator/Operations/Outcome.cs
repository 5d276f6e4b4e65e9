using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using Understudy.Calculator.Numbers;

namespace Understudy.Calculator.Operations;

/// <summary>What an operation gives: a value, or the fault that kept it from one.</summary>
internal readonly struct Outcome
{
    private Outcome(Number value, Fault? fault)
    {
        Value = value;
        Fault = fault;
    }

    /// <summary>The value; only without a <see cref="Fault"/>.</summary>
    public Number Value { get; }

    public Fault? Fault { get; }

    [MemberNotNullWhen(true, nameof(Fault))]
    public bool Failed => Fault is not null;

    public static implicit operator Outcome(Number value) => new(value, null);

    public static implicit operator Outcome(BigInteger value) => new(new Number(value), null);

    public static implicit operator Outcome(double value) => new(new Number(value), null);

    public static implicit operator Outcome(Fault fault) => new(default, fault);
}
