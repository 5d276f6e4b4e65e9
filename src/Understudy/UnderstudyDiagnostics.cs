namespace Understudy;

/// <summary>The names under which this library tells of itself to a listener, such as OpenTelemetry.</summary>
public static class UnderstudyDiagnostics
{
    /// <summary>The name of the meter of every server and every client.</summary>
    public const string MeterName = "Understudy";
}
