namespace Understudy;

/// <summary>What a client has done since it was made. The counts only rise.</summary>
public readonly record struct ClientStatistics
{
    /// <summary>Requests that were begun.</summary>
    public long Requests { get; init; }

    /// <summary>Datagrams sent: first attempts and repeats.</summary>
    public long DatagramsSent { get; init; }

    /// <summary>Of these, the repeats of a request.</summary>
    public long Repeats { get; init; }

    /// <summary>Replies to requests that had been answered already.</summary>
    public long DuplicateReplies { get; init; }

    /// <summary>Datagrams that were no reply to this client.</summary>
    public long Dropped { get; init; }
}
