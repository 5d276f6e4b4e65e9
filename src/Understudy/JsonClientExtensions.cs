using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Understudy;

/// <summary>Asks by JSON. Needs no reflection: the caller gives the types' metadata.</summary>
public static class JsonClientExtensions
{
    /// <summary>Sends one request as JSON, and reads the answer as JSON.</summary>
    /// <typeparam name="TRequest">What is asked.</typeparam>
    /// <typeparam name="TReply">What is answered.</typeparam>
    /// <param name="client">Asks.</param>
    /// <param name="request">What is asked.</param>
    /// <param name="requestType">How a request is written, such as <c>MyJson.Default.MyRequest</c>.</param>
    /// <param name="replyType">How a reply is read.</param>
    /// <param name="cancellationToken">Gives up at once.</param>
    /// <returns>What was answered.</returns>
    /// <exception cref="RequestRejectedException">The handler refuses the request.</exception>
    /// <exception cref="JsonException">The answer is not what was expected.</exception>
    /// <exception cref="NoAnswerException">Nobody answered within the timeout.</exception>
    /// <exception cref="RequestFailedException">
    /// No server that can be reached was able to carry the request out.
    /// </exception>
    /// <exception cref="NetworkException">The network does not let the client send.</exception>
    /// <exception cref="RequestTooLargeException">The request does not fit one datagram.</exception>
    /// <exception cref="OperationCanceledException">
    /// The token was cancelled, or the client disposed meanwhile.
    /// </exception>
    public static async Task<TReply> RequestAsync<TRequest, TReply>(
        this IUnderstudyClient client,
        TRequest request,
        JsonTypeInfo<TRequest> requestType,
        JsonTypeInfo<TReply> replyType,
        CancellationToken cancellationToken = default)
        where TRequest : notnull
        where TReply : notnull
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(requestType);
        ArgumentNullException.ThrowIfNull(replyType);
        byte[] payload = JsonSerializer.SerializeToUtf8Bytes(request, requestType);
        Reply reply = await client.RequestAsync(payload, cancellationToken).ConfigureAwait(false);
        if (reply.Status == HandlerStatus.Rejected)
            throw new RequestRejectedException(Encoding.UTF8.GetString(reply.Payload.Span), reply);
        return JsonSerializer.Deserialize(reply.Payload.Span, replyType)
            ?? throw new JsonException("The answer is null.");
    }
}
