using System.Text.Json;
using Understudy.Cli.Hosting;

namespace Understudy.Cli.Demo;

/// <summary>Reads what a server logs as JSON: by the events' numbers and values, not by their sentences.</summary>
internal static class ChildLog
{
    private const int RoleChanged = 11;
    private const int IdTaken = 13;
    private const int StoodStill = 14;

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
            return parsed.RootElement.TryGetProperty("EventId", out JsonElement id)
                && id.TryGetInt32(out int number)
                && parsed.RootElement.TryGetProperty("State", out JsonElement values)
                    ? Read(number, values)
                    : null;
        }
        catch (Exception malformed) when (malformed is JsonException or InvalidOperationException)
        {
            return new ChildMessage(line);
        }
    }

    private static ChildMessage? Read(int number, JsonElement values) => number switch
    {
        RoleChanged => new ChildMessage(Text(values, "Sentence"), Role(values)),
        IdTaken or StoodStill => new ChildMessage(OptionFlags.Spell(Text(values, "Message"))),
        _ => null,
    };

    private static string Role(JsonElement values)
        => Enum.TryParse(Text(values, "role"), out ServerRole role)
            ? role switch
            {
                ServerRole.Lead => "lead",
                ServerRole.Understudy => $"stands in for server {values.GetProperty("leadId")}",
                ServerRole.Joining => "joining",
                _ => "silent",
            }
            : "";

    private static string Text(JsonElement values, string name)
        => values.TryGetProperty(name, out JsonElement value) ? value.GetString() ?? "" : "";
}
