using System.Globalization;

namespace Understudy.SystemTests.Chaos;

/// <summary>One fault of a plan.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Host">The host it strikes; null for all, which only noise does.</param>
/// <param name="From">When it begins, from the start of the plan.</param>
/// <param name="To">When it is mended.</param>
internal sealed record ChaosFault(FaultKind Kind, int? Host, TimeSpan From, TimeSpan To)
{
    /// <summary>What noise does; null for all other kinds.</summary>
    public Noise? Noise { get; init; }

    /// <summary>Whether it keeps its server from answering.</summary>
    public bool IsOutage => Kind != FaultKind.Noise;

    /// <summary>Whether the two strike one thing at one time, which has no meaning.</summary>
    public bool Collides(ChaosFault other)
        => IsOutage == other.IsOutage && Host == other.Host && From <= other.To && other.From <= To;

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{From.TotalSeconds:0.000}-{To.TotalSeconds:0.000} {Kind} "
        + $"{(Host is { } host ? $"host {host}" : "all")} {Noise}").TrimEnd();
}
