namespace Understudy.Calculator;

/// <summary>What an evaluation may still spend; an operation pays its cost before it does its work.</summary>
/// <remarks>
/// Time itself cannot be the bound: it would make a result depend on how busy the server is, and identical servers
/// must give identical answers. Costs follow from the sizes of the operands alone.
/// </remarks>
internal sealed class WorkBudget
{
    /// <summary>What has been spent so far; never more than <see cref="CalculatorLimits.MaxWork"/>.</summary>
    public long Spent { get; private set; }

    /// <summary>Pays for an operation, or refuses it when the rest of the budget does not cover its cost.</summary>
    public bool TrySpend(long cost)
    {
        if (cost > CalculatorLimits.MaxWork - Spent)
            return false;
        Spent += cost;
        return true;
    }
}
