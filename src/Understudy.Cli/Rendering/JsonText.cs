using System.Globalization;
using System.Text;

namespace Understudy.Cli.Rendering;

/// <summary>
/// Makes JSON safe to show: the encoder leaves what reorders or hides text as it is, since JSON allows it.
/// </summary>
internal static class JsonText
{
    /// <summary>
    /// The same JSON, with format characters (Unicode's Cf) as escapes. Whatever is beyond ASCII stands in a string.
    /// </summary>
    public static string EscapeFormats(string json)
    {
        if (!json.EnumerateRunes().Any(IsFormat))
            return json;
        var safe = new StringBuilder(json.Length);
        foreach (Rune rune in json.EnumerateRunes())
        {
            string text = rune.ToString();
            if (!IsFormat(rune))
                safe.Append(text);
            else
                safe.AppendJoin("", text.Select(Escape));
        }

        return safe.ToString();
    }

    private static string Escape(char unit) => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)unit:X4}");

    private static bool IsFormat(Rune rune) => Rune.GetUnicodeCategory(rune) == UnicodeCategory.Format;
}
