namespace Understudy;

/// <summary>What a client has done since it was made. The counts only rise.</summary>
/// <param name="Requests">Requests that were begun.</param>
/// <param name="DatagramsSent">Datagrams sent: first attempts and repeats.</param>
/// <param name="Repeats">Of these, the repeats of a request.</param>
/// <param name="DuplicateReplies">Replies to requests that had been answered already.</param>
/// <param name="Dropped">Datagrams that were no reply to this client.</param>
public readonly record struct ClientStatistics(
    long Requests, long DatagramsSent, long Repeats, long DuplicateReplies, long Dropped);
