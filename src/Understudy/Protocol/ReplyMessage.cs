namespace Understudy.Protocol;

/// <summary>A server says what became of a request.</summary>
/// <param name="Key">The request; null where the dialect does not tell it.</param>
/// <param name="Status">What the handler made of it.</param>
/// <param name="ServerId">Who answers; null where the dialect does not tell it.</param>
/// <param name="Rank">How many servers stood before it; null where the dialect does not tell it.</param>
/// <param name="IsBusy">Whether the server is behind with its work, so that it does not help to ask it again.</param>
/// <param name="Payload">
/// Where the payload lies in a datagram that was read. A writer does not use it: there the payload follows the prefix.
/// </param>
internal readonly record struct ReplyMessage(
    RequestKey? Key, HandlerStatus Status, int? ServerId, int? Rank, bool IsBusy, Range Payload = default);
