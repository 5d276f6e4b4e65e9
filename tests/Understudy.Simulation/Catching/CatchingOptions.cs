namespace Understudy.Simulation.Catching;

/// <summary>How hard the checks are held to the mutations.</summary>
internal sealed record CatchingOptions
{
    /// <summary>Within so many seeds each mutation is to be caught.</summary>
    public const ulong DefaultSeeds = 5_000;

    /// <summary>The ranges begin this far from each other, so that no two share a seed.</summary>
    public const ulong Stride = 10_000;

    public required ulong First { get; init; }

    public ulong Seeds { get; init; } = DefaultSeeds;

    public required int Seconds { get; init; }

    /// <summary>How many ranges of seeds each mutation is looked for in.</summary>
    public int Ranges { get; init; } = 1;

    public int Threads { get; init; } = Environment.ProcessorCount;
}
