namespace Understudy.Server;

/// <summary>The bounds of a desk, and what it shares with the heartbeats.</summary>
internal sealed record RequestDeskOptions
{
    /// <summary>How many requests may be carried out beside the request thread at once.</summary>
    public required int MaxRequestsInProgress { get; init; }

    /// <summary>How many requests are remembered.</summary>
    public required int RememberedRequests { get; init; }

    /// <summary>The longest datagram.</summary>
    public required int MaxDatagramBytes { get; init; }

    /// <summary>When handlers have kept the request thread for so long, it looks what waits in the transport.</summary>
    public TimeSpan LongWork { get; init; } = TimeSpan.FromMilliseconds(1);

    /// <summary>After so many calls it looks, too: in so few short ones no transport's buffer runs over.</summary>
    public int ManyCalls { get; init; } = 64;

    /// <summary>
    /// How long a request may wait: in that time a client that hears nothing has asked again, at least once.
    /// </summary>
    public TimeSpan MaxWait { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>How many requests may wait.</summary>
    public int MaxWaiting { get; init; } = 1024;

    /// <summary>Tells the heartbeats whether requests get on, and are carried out.</summary>
    public required ServingWatch Serving { get; init; }

    /// <summary>The incarnation of the server, by which it knows its own check.</summary>
    public required Incarnation Incarnation { get; init; }

    /// <summary>What heartbeats tell of the requests.</summary>
    public required RequestCounts Counts { get; init; }
}
