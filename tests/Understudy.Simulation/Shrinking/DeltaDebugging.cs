namespace Understudy.Simulation.Shrinking;

/// <summary>
/// The algorithm ddmin (Zeller and Hildebrandt, Simplifying and Isolating Failure-Inducing Input, 2002): finds a part
/// of a list that still fails, and of which no single element can be left out.
/// </summary>
internal static class DeltaDebugging
{
    /// <param name="items">A list that fails.</param>
    /// <param name="fails">Whether a part of it, in its order, still does.</param>
    public static T[] Minimize<T>(T[] items, Func<T[], bool> fails)
    {
        if (items.Length > 0 && fails([]))
            return [];

        int parts = 2;
        while (items.Length >= 2)
        {
            if (FirstThatFails(items, parts, fails) is { } smaller)
            {
                bool isOnePart = smaller.Length <= (items.Length + parts - 1) / parts;
                parts = isOnePart ? 2 : Math.Max(parts - 1, 2);
                items = smaller;
            }
            else if (parts < items.Length)
            {
                parts = Math.Min(2 * parts, items.Length);
            }
            else
            {
                break;
            }
        }

        return items;
    }

    /// <summary>Tries each part alone, then all without each part.</summary>
    private static T[]? FirstThatFails<T>(T[] items, int parts, Func<T[], bool> fails)
    {
        for (int part = 0; part < parts; part++)
        {
            T[] alone = items[Bound(part)..Bound(part + 1)];
            if (fails(alone))
                return alone;
        }

        for (int part = 0; part < parts && parts > 2; part++)
        {
            T[] others = [.. items[..Bound(part)], .. items[Bound(part + 1)..]];
            if (fails(others))
                return others;
        }

        return null;

        int Bound(int part) => (int)((long)items.Length * part / parts);
    }
}
