using System.Buffers;
using System.Globalization;
using System.Text;

namespace Understudy.Diagnostics;

/// <summary>
/// Bytes from the network as text for a person: what could move a terminal's cursor or hide something is shown by its
/// code, and the text has an end.
/// </summary>
internal static class Printable
{
    private const int MaxChars = 80;

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
                text.Append(CultureInfo.InvariantCulture, $"\\u{{{rune.Value:x}}}");
            bytes = bytes[(status == OperationStatus.Done ? consumed : 1)..];
        }

        return text.ToString();
    }

    private static bool IsSafe(Rune rune) => Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
        or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned);
}
