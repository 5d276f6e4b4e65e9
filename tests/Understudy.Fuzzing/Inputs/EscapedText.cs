using System.Globalization;
using System.Text;

namespace Understudy.Fuzzing.Inputs;

/// <summary>Any bytes as one line of ASCII: <c>1+\t2\xFF</c>, with <c>\\</c> for the backslash itself.</summary>
internal static class EscapedText
{
    public static string Escape(ReadOnlySpan<byte> bytes)
    {
        var line = new StringBuilder(bytes.Length);
        foreach (byte value in bytes)
        {
            _ = value switch
            {
                (byte)'\\' => line.Append(@"\\"),
                (byte)'\n' => line.Append(@"\n"),
                (byte)'\r' => line.Append(@"\r"),
                (byte)'\t' => line.Append(@"\t"),
                >= (byte)' ' and <= (byte)'~' => line.Append((char)value),
                _ => line.Append(CultureInfo.InvariantCulture, $@"\x{value:X2}"),
            };
        }

        return line.ToString();
    }

    /// <summary>Reads what <see cref="Escape"/> writes; characters beyond ASCII stand for their UTF-8.</summary>
    /// <exception cref="FormatException">There is a backslash before something else.</exception>
    public static byte[] Unescape(string line)
    {
        var bytes = new List<byte>(line.Length);
        for (int at = 0; at < line.Length; at++)
        {
            int from = at;
            if (line[at] != '\\')
            {
                while (at + 1 < line.Length && line[at + 1] != '\\')
                    at++;
                bytes.AddRange(Encoding.UTF8.GetBytes(line[from..(at + 1)]));
                continue;
            }

            at++;
            bytes.Add(at < line.Length ? line[at] switch
            {
                '\\' => (byte)'\\',
                'n' => (byte)'\n',
                'r' => (byte)'\r',
                't' => (byte)'\t',
                'x' when at + 2 < line.Length => Convert.FromHexString(line.AsSpan(at + 1, 2))[0],
                _ => throw new FormatException($"'{line}' has an escape that is none at {from}."),
            } : throw new FormatException($"'{line}' ends in a backslash."));
            if (line[at] == 'x')
                at += 2;
        }

        return [.. bytes];
    }
}
