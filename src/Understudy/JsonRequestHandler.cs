using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Text.Unicode;

namespace Understudy;

/// <summary>A service whose requests and replies are JSON. A request that cannot be read is rejected.</summary>
/// <remarks>Needs no reflection: the caller gives the types' metadata.</remarks>
/// <typeparam name="TRequest">What is asked.</typeparam>
/// <typeparam name="TReply">What is answered.</typeparam>
public abstract class JsonRequestHandler<TRequest, TReply> : IRequestHandler
    where TRequest : notnull
    where TReply : notnull
{
    private readonly JsonTypeInfo<TRequest> _requestType;
    private readonly JsonTypeInfo<TReply> _replyType;

    /// <summary>Makes the handler.</summary>
    /// <param name="requestType">How a request is read, such as <c>MyJson.Default.MyRequest</c>.</param>
    /// <param name="replyType">How a reply is written.</param>
    protected JsonRequestHandler(JsonTypeInfo<TRequest> requestType, JsonTypeInfo<TReply> replyType)
    {
        ArgumentNullException.ThrowIfNull(requestType);
        ArgumentNullException.ThrowIfNull(replyType);
        _requestType = requestType;
        _replyType = replyType;
    }

    /// <inheritdoc/>
    public async ValueTask<HandlerStatus> HandleAsync(RequestContext context, CancellationToken cancellationToken)
    {
        try
        {
            TReply reply = await HandleAsync(Read(context), context, cancellationToken).ConfigureAwait(false);
            context.Reply.Write(JsonSerializer.SerializeToUtf8Bytes(reply, _replyType));
            return HandlerStatus.Ok;
        }
        catch (RequestRejectedException rejection)
        {
            WriteReason(context, rejection.Reason);
            return HandlerStatus.Rejected;
        }
    }

    /// <inheritdoc/>
    public virtual ValueTask WarmUpAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <inheritdoc/>
    public virtual ValueTask<bool> IsHealthyAsync(CancellationToken cancellationToken) => ValueTask.FromResult(true);

    /// <summary>Carries out one request, as <see cref="IRequestHandler.HandleAsync"/> describes it.</summary>
    /// <param name="request">What is asked.</param>
    /// <param name="context">The call. The reply is written when this method returns, and not by it.</param>
    /// <param name="cancellationToken">Fires when the server stops without waiting any longer.</param>
    /// <returns>What is answered.</returns>
    /// <exception cref="RequestRejectedException">The request is refused.</exception>
    protected abstract ValueTask<TReply> HandleAsync(
        TRequest request, RequestContext context, CancellationToken cancellationToken);

    private static void WriteReason(RequestContext context, string reason)
    {
        int room = context.Reply.FreeBytes;
        if (room == 0)
            return;
        Utf8.FromUtf16(reason, context.Reply.GetSpan(room)[..room], out _, out int written);
        context.Reply.Advance(written);
    }

    private TRequest Read(RequestContext context)
    {
        try
        {
            return JsonSerializer.Deserialize(context.Payload.Span, _requestType)
                ?? throw new RequestRejectedException("The request is null.");
        }
        catch (JsonException error)
        {
            throw new RequestRejectedException($"The request cannot be read: {error.Message}");
        }
    }
}
