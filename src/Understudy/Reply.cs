namespace Understudy;

/// <summary>The answer to one request.</summary>
public sealed record Reply
{
    /// <summary>Whether the request was carried out, or rejected by the handler.</summary>
    public required HandlerStatus Status { get; init; }

    /// <summary>
    /// The result, or the reason of the rejection, as the handler wrote it. The classic dialect has one text for every
    /// rejection.
    /// </summary>
    public required ReadOnlyMemory<byte> Payload { get; init; }

    /// <summary>Where the answer came from.</summary>
    public required Peer Sender { get; init; }

    /// <summary>
    /// The id of the server that answered; null in the classic dialect, whose answers do not tell it.
    /// </summary>
    public int? ServerId { get; init; }

    /// <summary>
    /// The rank at which it answered: how many servers stood before it. 255 where the server did not know it, because
    /// it did not hear its own heartbeats. Null in the classic dialect, whose answers do not tell it.
    /// </summary>
    public int? Rank { get; init; }

    /// <summary>How often the request had been sent when the answer came: 1 in calm times.</summary>
    public required int Attempts { get; init; }

    /// <summary>The time from the first attempt to the answer.</summary>
    public required TimeSpan Elapsed { get; init; }
}
