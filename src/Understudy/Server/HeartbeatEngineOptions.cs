namespace Understudy.Server;

/// <summary>What the heartbeats of a server share with its requests.</summary>
internal sealed record HeartbeatEngineOptions
{
    /// <summary>Whether requests make progress.</summary>
    public required ProgressWatch Progress { get; init; }

    /// <summary>Without progress for this long the server sends no more heartbeats.</summary>
    public required TimeSpan StuckAfter { get; init; }
}
