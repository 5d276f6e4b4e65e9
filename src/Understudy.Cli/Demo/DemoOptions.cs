namespace Understudy.Cli.Demo;

/// <summary>What <c>understudy demo</c> was asked to do.</summary>
internal sealed record DemoOptions
{
    public required int Servers { get; init; }

    public required TimeSpan Heartbeat { get; init; }

    /// <summary>How often the server that answers is killed; null is never.</summary>
    public TimeSpan? KillEvery { get; init; }

    /// <summary>How long it runs unattended; null for a prompt.</summary>
    public TimeSpan? Duration { get; init; }

    public bool IsJson { get; init; }
}
