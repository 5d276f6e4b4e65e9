namespace Understudy;

/// <summary>The service itself: turns the bytes of one request into the bytes of its reply.</summary>
/// <remarks>
/// <para>
/// A handler that completes at once runs on the server's request thread, and nothing is allocated for it. One that does
/// not is awaited beside that thread, which goes on to the next request.
/// </para>
/// <para>
/// One thread at a time calls a handler, but a call that has not completed may still run when the next begins. A
/// handler must stand being called twice for one request: a client that hears nothing asks again, and another server
/// may answer.
/// </para>
/// <para>
/// A call should take milliseconds. After at most 250 ms a client asks the next server as well. A server that needs
/// longer says so in its reply, and clients then repeat less.
/// </para>
/// </remarks>
public interface IRequestHandler
{
    /// <summary>Carries out one request.</summary>
    /// <param name="context">The request, and where the reply is written, until the returned task completes.</param>
    /// <param name="cancellationToken">Fires when the server stops without waiting any longer.</param>
    /// <returns>Whether the reply holds a result or the reason of a rejection.</returns>
    /// <remarks>
    /// An exception is logged, and the client is told that this server could not carry the request out. It asks the
    /// others, and its caller gets a <see cref="RequestFailedException"/> when all that it can reach have failed. To
    /// refuse a request that every server would refuse, return <see cref="HandlerStatus.Rejected"/>.
    /// </remarks>
    ValueTask<HandlerStatus> HandleAsync(RequestContext context, CancellationToken cancellationToken);

    /// <summary>
    /// Gets ready before the server joins, so that the first request is as fast as any other: runs code once that would
    /// be compiled while that request waits, fills a cache, opens a connection. Does nothing by default.
    /// </summary>
    /// <param name="cancellationToken">Fires when the server stops before it has joined.</param>
    /// <returns>Completes when the handler is ready; the server does not join before.</returns>
    /// <remarks>
    /// It is called once, before any request, on the thread that will send heartbeats. What it throws is logged, and
    /// the server joins all the same.
    /// </remarks>
    ValueTask WarmUpAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <summary>
    /// Whether this handler can serve: its database answers, its disk has room. True by default. It is asked once in a
    /// heartbeat's period, on the request thread, as part of the server's check of itself.
    /// </summary>
    /// <param name="cancellationToken">Fires when the server stops without waiting any longer.</param>
    /// <returns>
    /// False, or an exception, or nothing for longer than a period, and the server says that it is not serving
    /// (<see cref="NotServingReason.Unhealthy"/>) until that changes; unless it is the last that serves. An exception
    /// is logged.
    /// </returns>
    /// <remarks>
    /// Ask for what this server alone may lack. Where what all share is down, all but the last step out, and it makes
    /// no difference who fails a request.
    /// </remarks>
    ValueTask<bool> IsHealthyAsync(CancellationToken cancellationToken) => ValueTask.FromResult(true);
}
