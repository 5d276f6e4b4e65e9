using Understudy.Cli.Rendering;

namespace Understudy.Cli.Bench;

/// <summary>What a run has measured, its counts aside.</summary>
internal sealed record BenchMeasures
{
    /// <summary>Replies of any kind per second.</summary>
    public required double RepliesPerSecond { get; init; }

    /// <summary>Of every request that got a reply, from when it was due.</summary>
    public required Percentiles Latency { get; init; }

    /// <summary>How late requests were sent: the part of the latency that is this program's own.</summary>
    public required Percentiles SendLag { get; init; }

    /// <summary>The longest time without service, from the start of the run to its end.</summary>
    public required TimeSpan LongestGap { get; init; }

    /// <summary>The longest gaps, in the order of time.</summary>
    public required IReadOnlyList<AnswerGap> Gaps { get; init; }

    /// <summary>The slowest requests, the slowest first; those that timed out are among them.</summary>
    public required IReadOnlyList<SlowRequest> SlowRequests { get; init; }

    /// <summary>Replies by the server's id, or by its address where the dialect does not tell its id.</summary>
    public required IReadOnlyDictionary<string, long> AnswersByServer { get; init; }

    /// <summary>Requests that could not be asked, by the reason.</summary>
    public required IReadOnlyDictionary<string, long> Failures { get; init; }

    /// <summary>Requests that got a reply, by how often they had been sent.</summary>
    public required IReadOnlyDictionary<int, long> RequestsByAttempts { get; init; }
}
