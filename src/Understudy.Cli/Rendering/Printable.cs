using System.Globalization;
using System.Text;

namespace Understudy.Cli.Rendering;

/// <summary>Makes text from the network, or from anywhere, safe to show on a terminal.</summary>
internal static class Printable
{
    /// <summary>
    /// Replaces what could move the cursor, change the screen or reorder the line by its code, as in <c>\x1b</c>.
    /// </summary>
    public static string Escape(string text)
    {
        if (!text.Any(IsUnsafe))
            return text;
        StringBuilder safe = new(text.Length + 16);
        for (int index = 0; index < text.Length; index++)
        {
            char one = text[index];
            if (char.IsHighSurrogate(one) && index + 1 < text.Length && char.IsLowSurrogate(text[index + 1]))
                safe.Append(one).Append(text[++index]);
            else
                safe.Append(EscapeOne(one));
        }

        return safe.ToString();
    }

    /// <summary>One character, as <see cref="Escape"/> shows it when it stands alone.</summary>
    public static string EscapeOne(char one)
    {
        if (!IsUnsafe(one))
            return one.ToString();
        return one <= '\xff'
            ? string.Create(CultureInfo.InvariantCulture, $"\\x{(int)one:x2}")
            : string.Create(CultureInfo.InvariantCulture, $"\\u{(int)one:x4}");
    }

    private static bool IsUnsafe(char one) => char.GetUnicodeCategory(one)
        is UnicodeCategory.Control
        or UnicodeCategory.Format
        or UnicodeCategory.Surrogate
        or UnicodeCategory.LineSeparator
        or UnicodeCategory.ParagraphSeparator;
}
