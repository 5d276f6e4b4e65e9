namespace Understudy.Protocol;

/// <summary>A client asks for something to be done.</summary>
/// <param name="Key">What tells it from other requests; null where the dialect does not.</param>
/// <param name="Terms">Who may answer it.</param>
/// <param name="Payload">
/// Where in the datagram that was read the payload lies. Who writes is given the payload itself.
/// </param>
internal readonly record struct RequestMessage(RequestKey? Key, RequestTerms Terms, Range Payload = default);
