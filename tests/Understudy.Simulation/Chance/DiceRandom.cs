namespace Understudy.Simulation.Chance;

/// <summary>The dice in the form in which the cores take their randomness.</summary>
internal sealed class DiceRandom : Random
{
    private readonly Dice _dice;

    public DiceRandom(ulong seed) => _dice = new Dice(seed);

    public override double NextDouble() => _dice.Fraction();

    protected override double Sample() => _dice.Fraction();
}
