namespace Understudy.Protocol;

/// <summary>A client asks for something to be done.</summary>
/// <param name="Key">What tells it from other requests; null where the dialect does not.</param>
/// <param name="Terms">Who may answer it.</param>
/// <param name="TimeLeft">How long the client still waits; null where the dialect does not tell it.</param>
/// <param name="Payload">
/// Where the payload lies in a datagram that was read. A writer does not use it: it is given the payload itself.
/// </param>
internal readonly record struct RequestMessage(
    RequestKey? Key, RequestTerms Terms, TimeSpan? TimeLeft = null, Range Payload = default);
