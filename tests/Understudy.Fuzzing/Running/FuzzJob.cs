namespace Understudy.Fuzzing.Running;

/// <summary>What one worker is to do.</summary>
internal sealed record FuzzJob
{
    /// <summary>The target's name.</summary>
    public required string Target { get; init; }

    /// <summary>Where the starting corpus of every target is.</summary>
    public required string Corpus { get; init; }

    /// <summary>Which of the target's parts this is, from 0.</summary>
    public int Part { get; init; }

    public required ulong Seed { get; init; }

    /// <summary>How many inputs to try.</summary>
    public required long Inputs { get; init; }

    /// <summary>When to stop though there are inputs left.</summary>
    public TimeSpan Time { get; init; } = TimeSpan.MaxValue;

    /// <summary>Keeps nothing that is found: shows what guidance is worth.</summary>
    public bool IsBlind { get; init; }
}
