namespace Understudy.Protocol;

/// <summary>A server says what became of a request.</summary>
/// <param name="Key">The request; null where the dialect does not tell it.</param>
/// <param name="Status">What the handler made of it.</param>
/// <param name="ServerId">Who answers; null where the dialect does not tell it.</param>
/// <param name="Rank">How many servers stood before it; null where the dialect does not tell it.</param>
/// <param name="IsBusy">
/// Whether to ask this server again would not help, for it is late with what it was asked.
/// </param>
/// <param name="Payload">
/// Where in the datagram that was read the payload lies. Who writes has it behind the prefix.
/// </param>
internal readonly record struct ReplyMessage(
    RequestKey? Key, HandlerStatus Status, int? ServerId, int? Rank, bool IsBusy, Range Payload = default);
