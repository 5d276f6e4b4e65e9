
namespace Understudy;

/// <summary>
/// A handler refuses a request, and says why. A <see cref="JsonRequestHandler{TRequest, TReply}"/> throws it, and the
/// client that asked by JSON gets it with the same reason.
/// </summary>
public sealed class RequestRejectedException : UnderstudyException
{
    /// <summary>Makes the exception.</summary>
    /// <param name="reason">Why, for whoever asked. What does not fit the reply is cut off.</param>
    /// <param name="reply">The answer that said so; null where a handler throws it.</param>
    public RequestRejectedException(string reason, Reply? reply = null)
        : base("The request was rejected: "
            + Printable.Escape(reason ?? throw new ArgumentNullException(nameof(reason))))
    {
        Reason = reason;
        Reply = reply;
    }

    /// <summary>Why, as the handler wrote it. It comes from the network: escape it before you show it.</summary>
    public string Reason { get; }

    /// <summary>The answer that said so; null where a handler throws it.</summary>
    public Reply? Reply { get; }
}
