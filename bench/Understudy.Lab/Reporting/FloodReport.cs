using System.Text.Json;

namespace Understudy.Lab.Reporting;

/// <summary>How much of a flood came about.</summary>
internal sealed record FloodReport
{
    public int Schema { get; init; } = 1;

    /// <summary>The datagrams a second that were asked for.</summary>
    public required int Rate { get; init; }

    public required long Sent { get; init; }

    /// <summary>How long it took, in seconds.</summary>
    public required double Seconds { get; init; }

    /// <summary>The datagrams a second that the system took.</summary>
    public required double SentPerSecond { get; init; }

    public string ToJson() => JsonSerializer.Serialize(this, ReportJson.Default.FloodReport);
}
