namespace Understudy.Cli.Commands;

/// <summary>Finds the name somebody meant.</summary>
internal static class EditDistance
{
    /// <summary>No name is longer than this; a longer text is no misspelling of one.</summary>
    private const int MaxNameLength = 32;

    /// <summary>The candidate that a few typing errors turn into the text, or null.</summary>
    public static string? Nearest(string text, IEnumerable<string> candidates)
    {
        if (text.Length > MaxNameLength)
            return null;
        (string? name, int distance) = candidates
            .Select(candidate => ((string?)candidate, Between(text, candidate)))
            .DefaultIfEmpty((null, int.MaxValue))
            .MinBy(one => one.Item2);
        return distance <= Math.Max(1, text.TrimStart('-').Length / 3) ? name : null;
    }

    /// <summary>Levenshtein's distance: how many characters to insert, remove or replace.</summary>
    public static int Between(string one, string other)
    {
        int[] above = [.. Enumerable.Range(0, other.Length + 1)];
        for (int row = 1; row <= one.Length; row++)
        {
            int diagonal = above[0];
            above[0] = row;
            for (int column = 1; column <= other.Length; column++)
            {
                int replaced = diagonal + (one[row - 1] == other[column - 1] ? 0 : 1);
                diagonal = above[column];
                above[column] = Math.Min(replaced, 1 + Math.Min(above[column], above[column - 1]));
            }
        }

        return above[^1];
    }
}
