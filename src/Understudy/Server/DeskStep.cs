using Understudy.Membership;

namespace Understudy.Server;

/// <summary>What to do, and with which job.</summary>
/// <param name="Work">What to do.</param>
/// <param name="Job">The job; where there is something to receive, the inbox.</param>
internal readonly record struct DeskStep(DeskWork Work, RequestJob Job);

/// <summary>What the driver of a desk is to do.</summary>
internal enum DeskWork
{
    /// <summary>Wait for a datagram, and receive it into the inbox.</summary>
    Receive,

    /// <summary>Receive into the inbox what waits already, without a wait.</summary>
    Collect,

    /// <summary>Call the handler for the job.</summary>
    Call,

    /// <summary>Send the job's reply to its client.</summary>
    Send,
}

/// <summary>
/// How things stand. The view is read before the channel: one that is fresh must not meet a channel that is old.
/// </summary>
/// <param name="Now">The time.</param>
/// <param name="View">What the server knows of the cluster.</param>
/// <param name="Channel">What requests come from; another one where it was replaced, null where there is none.</param>
internal readonly record struct DeskMoment(TimeSpan Now, MembershipView View, object? Channel);

/// <summary>How a handler's call has ended.</summary>
/// <param name="Status">What it says, where it did not throw.</param>
/// <param name="Error">What it threw.</param>
/// <param name="IsGivenUp">Whether it was told to give up, since the server stops, and did.</param>
internal readonly record struct HandlerResult(HandlerStatus Status, Exception? Error = null, bool IsGivenUp = false);
