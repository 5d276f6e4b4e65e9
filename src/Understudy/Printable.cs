using System.Buffers;
using System.Globalization;
using System.Text;

namespace Understudy;

/// <summary>
/// Text from the network, or from anywhere, for a person to read: what could move a terminal's cursor, reorder the line
/// or hide something is shown by its code, as in <c>\u{1b}</c>.
/// </summary>
internal static class Printable
{
    private const int MaxChars = 80;

    /// <summary>The text of some bytes, cut off after 80 characters.</summary>
    public static string From(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder();
        while (!bytes.IsEmpty)
        {
            if (text.Length >= MaxChars)
                return text.Append('…').ToString();

            OperationStatus status = Rune.DecodeFromUtf8(bytes, out Rune rune, out int consumed);
            if (status != OperationStatus.Done)
                text.Append(CultureInfo.InvariantCulture, $"\\x{bytes[0]:x2}");
            else if (IsSafe(rune))
                text.Append(rune.ToString());
            else
                AppendCode(text, rune.Value);
            bytes = bytes[(status == OperationStatus.Done ? consumed : 1)..];
        }

        return text.ToString();
    }

    /// <summary>The whole text.</summary>
    public static string Escape(string text)
    {
        var safe = new StringBuilder(text.Length);
        ReadOnlySpan<char> rest = text;
        while (!rest.IsEmpty)
        {
            OperationStatus status = Rune.DecodeFromUtf16(rest, out Rune rune, out int consumed);
            if (status != OperationStatus.Done)
                AppendCode(safe, rest[0]);
            else if (IsSafe(rune))
                safe.Append(rest[..consumed]);
            else
                AppendCode(safe, rune.Value);
            rest = rest[consumed..];
        }

        return safe.ToString();
    }

    private static void AppendCode(StringBuilder text, int code)
        => text.Append(CultureInfo.InvariantCulture, $"\\u{{{code:x}}}");

    private static bool IsSafe(Rune rune) => Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
        or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned);
}
