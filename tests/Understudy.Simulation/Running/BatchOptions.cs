using Understudy.Simulation.Mutations;

namespace Understudy.Simulation.Running;

/// <summary>Which seeds to run.</summary>
internal sealed record BatchOptions
{
    /// <summary>The first seed; the next ones follow it.</summary>
    public required ulong First { get; init; }

    /// <summary>How many seeds, at most.</summary>
    public ulong Count { get; init; } = ulong.MaxValue;

    /// <summary>After this time no run is begun. It decides how many runs there are, and nothing within one.</summary>
    public TimeSpan? Time { get; init; }

    /// <summary>How long each run lasts, in simulated seconds.</summary>
    public required int Seconds { get; init; }

    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>After so many failures no run is begun.</summary>
    public int MaxFailures { get; init; } = int.MaxValue;

    public Mutation Mutation { get; init; }
}
