namespace Understudy;

/// <summary>The service itself: turns the bytes of one request into the bytes of its reply.</summary>
/// <remarks>
/// <para>
/// A handler that completes at once is answered on the server's request thread, and nothing is allocated for it. One
/// that does not complete at once is awaited beside the request thread, which goes on to the next request.
/// </para>
/// <para>
/// A handler is called by one thread at a time, but a call that completes later may still be running when the next
/// begins. It must be repeatable: a client that hears nothing asks again, perhaps another server, so two servers may
/// carry out one request.
/// </para>
/// <para>
/// It should take milliseconds. A client waits for at most 250 ms before it asks the next server, too; a server that
/// needs longer says so in its reply, and clients then ration what they repeat.
/// </para>
/// </remarks>
public interface IRequestHandler
{
    /// <summary>Carries out one request.</summary>
    /// <param name="context">The request, and where the reply is written, until the returned task completes.</param>
    /// <param name="cancellationToken">Fires when the server stops without waiting any longer.</param>
    /// <returns>Whether the reply holds a result or the reason of a rejection.</returns>
    /// <remarks>
    /// An exception is logged, and the client is told that its request was rejected: told nothing, it would ask every
    /// server in turn, and each would most likely fail alike.
    /// </remarks>
    ValueTask<HandlerStatus> HandleAsync(RequestContext context, CancellationToken cancellationToken);
}
