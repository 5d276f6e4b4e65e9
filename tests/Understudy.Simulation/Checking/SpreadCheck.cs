namespace Understudy.Simulation.Checking;

/// <summary>
/// In the order of spread, each of the servers answers its share. How many that is of those asked in the calm is left
/// to chance, so it is held to bounds that chance alone would break in one run of a thousand million.
/// </summary>
/// <remarks>By Bernstein's inequality; t is where its exponent is 20 or more.</remarks>
internal static class SpreadCheck
{
    /// <param name="answered">How many requests each server answered.</param>
    /// <returns>The first server whose share is not fair, and how many it answered.</returns>
    public static (int Id, int Answered)? FindUnfair(IReadOnlyDictionary<int, int> answered)
    {
        double share = answered.Values.Sum() / (double)answered.Count;
        double tolerated = 8 * (Math.Sqrt(share) + 1);
        foreach ((int id, int count) in answered)
        {
            if (Math.Abs(count - share) > tolerated)
                return (id, count);
        }

        return null;
    }
}
