using System.Text.Json;
using System.Text.Json.Serialization;

namespace Understudy.Simulation.Plans;

/// <summary>A plan as a file, so that a run that was made shorter can be run again as it was.</summary>
internal static class PlanFile
{
    private static readonly JsonSerializerOptions Format = new()
    {
        WriteIndented = true,
        IgnoreReadOnlyProperties = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Converters = { new JsonStringEnumConverter() },
    };

    public static void Write(string path, Plan plan) => File.WriteAllText(path, JsonSerializer.Serialize(plan, Format));

    /// <exception cref="JsonException">It is no plan.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static Plan Read(string path)
        => JsonSerializer.Deserialize<Plan>(File.ReadAllText(path), Format) ?? throw new JsonException("It is empty.");
}
