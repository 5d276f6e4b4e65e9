using Understudy.Membership;

namespace Understudy.Server;

/// <summary>What to do, and with which job.</summary>
/// <param name="Work">What to do.</param>
/// <param name="Job">The job; to receive, the one that takes the datagram.</param>
internal readonly record struct DeskStep(DeskWork Work, RequestJob Job);

/// <summary>What the driver of a desk is to do.</summary>
internal enum DeskWork
{
    /// <summary>Wait for a datagram, and receive it into the job.</summary>
    Receive,

    /// <summary>Receive what is there already into the job, without a wait.</summary>
    Collect,

    /// <summary>Call the handler for the job.</summary>
    Call,

    /// <summary>Send the job's reply to its client.</summary>
    Send,

    /// <summary>Ask the handler whether it is well: the server's check of itself has come back.</summary>
    Check,
}

/// <summary>
/// How things stand. The view is read before the transport: a new view must not meet an old transport.
/// </summary>
/// <param name="Now">The time.</param>
/// <param name="View">What the server knows of the cluster.</param>
/// <param name="Transport">The transport that requests come from; null where there is none.</param>
internal readonly record struct DeskMoment(TimeSpan Now, MembershipView View, object? Transport);

/// <summary>How a call of a handler has ended.</summary>
/// <param name="Status">What the handler returned, unless it threw.</param>
/// <param name="Error">What it threw; null where it did not.</param>
/// <param name="WasToldToGiveUp">Whether the server has stopped and told it to give up.</param>
internal readonly record struct HandlerResult(
    HandlerStatus Status, Exception? Error = null, bool WasToldToGiveUp = false)
{
    /// <summary>Why the request could not be carried out, if it could not.</summary>
    public FailureReason Failure => Error switch
    {
        null => FailureReason.None,
        _ when WasToldToGiveUp => FailureReason.ShuttingDown,
        ReplyTooLargeException => FailureReason.ReplyTooLarge,
        _ => FailureReason.HandlerFailed,
    };
}
