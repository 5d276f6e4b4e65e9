namespace Understudy.Server;

/// <summary>What the heartbeats of a server share with its requests.</summary>
internal sealed record HeartbeatEngineOptions
{
    /// <summary>Whether requests get on.</summary>
    public required ProgressWatch Progress { get; init; }

    /// <summary>How long no request may get on before the server must not claim to be there: a period.</summary>
    public required TimeSpan StuckAfter { get; init; }
}
