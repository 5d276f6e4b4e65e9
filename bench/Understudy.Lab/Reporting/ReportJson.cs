using System.Text.Json.Serialization;

namespace Understudy.Lab.Reporting;

/// <summary>The reports' JSON: one line, in camelCase.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(FloodReport))]
[JsonSerializable(typeof(ProbeReport))]
internal sealed partial class ReportJson : JsonSerializerContext;
