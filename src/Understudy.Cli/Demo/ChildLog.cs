using System.Text.Json;

namespace Understudy.Cli.Demo;

/// <summary>Reads what a server logs as JSON: by the events' numbers and values, not by their sentences.</summary>
internal static class ChildLog
{
    private const string RolePrefix = "role: ";
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
            return parsed.RootElement.TryGetProperty("eventId", out JsonElement id) && id.TryGetInt32(out int number)
                ? Read(number, parsed.RootElement)
                : null;
        }
        catch (Exception malformed)
            when (malformed is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            return new ChildMessage(line);
        }
    }

    private static ChildMessage? Read(int number, JsonElement line) => number switch
    {
        RoleChanged => new ChildMessage(Text(line, "message")[RolePrefix.Length..], Role(line)),
        IdTaken or StoodStill => new ChildMessage(Text(line, "message")),
        _ => null,
    };

    private static string Role(JsonElement line)
    {
        JsonElement fields = line.GetProperty("fields");
        return Enum.TryParse(Text(fields, "role"), ignoreCase: true, out ServerRole role)
            ? role switch
            {
                ServerRole.Lead => "lead",
                ServerRole.Understudy => $"stands in for server {fields.GetProperty("lead")}",
                ServerRole.Joining => "joining",
                ServerRole.NotServing => "not serving",
                _ => "silent",
            }
            : "";
    }

    private static string Text(JsonElement values, string name)
        => values.TryGetProperty(name, out JsonElement value) ? value.GetString() ?? "" : "";
}
