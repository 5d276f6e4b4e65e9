namespace Understudy.Protocol;

/// <summary>A server says what became of a request.</summary>
/// <param name="Key">The request; null where the dialect does not tell it.</param>
/// <param name="Status">What became of it.</param>
/// <param name="Failure">Why it failed, where it did.</param>
/// <param name="ServerId">Who answers; null where the dialect does not tell it.</param>
/// <param name="Rank">How many servers stood before it; null where the dialect does not tell it.</param>
/// <param name="IsBusy">Whether the server is behind with its work, so that it does not help to ask it again.</param>
/// <param name="Load">How much of what the server can do it has to do: 255 is all of it.</param>
/// <param name="Members">How many servers can be counted on, the sender included; 0 where it does not know.</param>
/// <param name="Payload">
/// Where the payload lies in a datagram that was read. A writer does not use it: there the payload follows the prefix.
/// </param>
internal readonly record struct ReplyMessage(
    RequestKey? Key,
    ReplyStatus Status,
    FailureReason Failure = FailureReason.None,
    int? ServerId = null,
    int? Rank = null,
    bool IsBusy = false,
    byte Load = 0,
    byte Members = 0,
    Range Payload = default);
