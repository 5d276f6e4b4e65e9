using System.Text.Json;
using System.Text.RegularExpressions;

namespace Understudy.Cli.Demo;

/// <summary>Reads the lines that a server logs as JSON.</summary>
internal static partial class ChildLog
{
    private const int RoleChanged = 11;
    private const int IdTaken = 13;
    private const int StoodStill = 14;
    private const string RolePrefix = "role: ";

    /// <summary>
    /// What a line tells, or null where it is not worth showing. A line that is no JSON is the program's own, and is.
    /// </summary>
    public static ChildMessage? Read(string line)
    {
        if (!line.StartsWith('{'))
            return new ChildMessage(line);
        try
        {
            using JsonDocument parsed = JsonDocument.Parse(line);
            if (!parsed.RootElement.TryGetProperty("EventId", out JsonElement id)
                || !parsed.RootElement.TryGetProperty("Message", out JsonElement message)
                || message.GetString() is not { } text)
            {
                return null;
            }

            return id.GetInt32() switch
            {
                RoleChanged when text.StartsWith(RolePrefix, StringComparison.Ordinal) => ReadRole(text[RolePrefix.Length..]),
                IdTaken or StoodStill => new ChildMessage(text),
                _ => null,
            };
        }
        catch (JsonException)
        {
            return new ChildMessage(line);
        }
    }

    private static ChildMessage ReadRole(string sentence)
        => new(sentence, Understudy().Replace(sentence, "stands in for $1:").Split(':')[0]);

    [GeneratedRegex("^understudy: (server [0-9]+) answers")]
    private static partial Regex Understudy();
}
