namespace Understudy.Cli.Bench;

/// <summary>What <c>understudy bench</c> was asked to do.</summary>
internal sealed record BenchOptions
{
    public required UnderstudyClientOptions Client { get; init; }

    public required string Expression { get; init; }

    /// <summary>Requests per second of an open loop; null for a closed one.</summary>
    public int? Rate { get; init; }

    /// <summary>Requests in flight in a closed loop.</summary>
    public int Concurrency { get; init; }

    /// <summary>How long requests are sent; the last ones have their timeout after it.</summary>
    public required TimeSpan Duration { get; init; }

    public bool IsJson { get; init; }
}
