using System.Numerics;
using Understudy.Protocol;

namespace Understudy.Membership;

/// <summary>
/// How many eligible servers stand before this one for a request. A pure function: of servers that believe the same of
/// each other, no two have the same rank.
/// </summary>
internal static class Rank
{
    private const ulong GoldenRatio = 0x9E3779B97F4A7C15;

    public static int Of(int id, ReadOnlySpan<byte> eligibleIds, in RequestTerms terms)
        => terms.Spread ? Spread(id, eligibleIds, terms) : Lowest(id, eligibleIds);

    private static int Lowest(int id, ReadOnlySpan<byte> eligibleIds)
    {
        int before = 0;
        while (before < eligibleIds.Length && eligibleIds[before] < id)
            before++;
        return before;
    }

    /// <summary>
    /// Rendezvous hashing: each server has a weight of its own for each request, and the heaviest comes first. When one
    /// goes, the order of the others stays as it was.
    /// </summary>
    private static int Spread(int id, ReadOnlySpan<byte> eligibleIds, in RequestTerms terms)
    {
        ulong seed = terms.Number ^ BitOperations.RotateLeft(terms.Client, 32);
        ulong own = Weight(seed, id);
        int before = 0;
        foreach (byte other in eligibleIds)
        {
            ulong weight = Weight(seed, other);
            if (weight > own || (weight == own && other < id))
                before++;
        }

        return before;
    }

    /// <summary>The finalizer of splitmix64 (Steele, Lea and Flood, 2014) over the request and the id.</summary>
    private static ulong Weight(ulong seed, int id)
    {
        ulong z = unchecked(seed + ((ulong)(id + 1) * GoldenRatio));
        z = unchecked((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9);
        z = unchecked((z ^ (z >> 27)) * 0x94D049BB133111EB);
        return z ^ (z >> 31);
    }
}
