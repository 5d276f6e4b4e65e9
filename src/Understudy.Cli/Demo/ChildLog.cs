using System.Text.Json;

namespace Understudy.Cli.Demo;

/// <summary>Reads the lines that a server logs as JSON.</summary>
internal static class ChildLog
{
    /// <summary>
    /// The event ids of the library that tell a story: a role changed, an id is taken, a server stood still.
    /// </summary>
    private static readonly int[] Telling = [11, 13, 14];

    /// <summary>
    /// The message of a line worth showing, or null. A line that is no JSON is the program's own, and is.
    /// </summary>
    public static string? Read(string line)
    {
        if (!line.StartsWith('{'))
            return line;
        try
        {
            using JsonDocument parsed = JsonDocument.Parse(line);
            return parsed.RootElement.TryGetProperty("EventId", out JsonElement id)
                && Telling.Contains(id.GetInt32())
                && parsed.RootElement.TryGetProperty("Message", out JsonElement message)
                ? message.GetString()
                : null;
        }
        catch (JsonException)
        {
            return line;
        }
    }
}
