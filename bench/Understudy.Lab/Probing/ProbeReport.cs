using System.Text.Json;
using System.Text.Json.Serialization;

namespace Understudy.Lab.Probing;

/// <summary>How many answers the requests got. Asked is the sum of the next three.</summary>
internal sealed record ProbeReport
{
    public int Schema { get; init; } = 1;

    public required int Asked { get; init; }

    public required int AnsweredOnce { get; init; }

    public required int AnsweredNot { get; init; }

    /// <summary>Twice or more often.</summary>
    public required int AnsweredTwice { get; init; }

    /// <summary>Answers, of any request, that were not the right one.</summary>
    public required int Wrong { get; init; }

    public string ToJson() => JsonSerializer.Serialize(this, ProbeJson.Default.ProbeReport);
}

/// <summary>The report's JSON: one line, in camelCase.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ProbeReport))]
internal sealed partial class ProbeJson : JsonSerializerContext;
