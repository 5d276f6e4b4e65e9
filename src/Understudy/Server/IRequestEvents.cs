using Understudy.Membership;
using Understudy.Protocol;

namespace Understudy.Server;

/// <summary>
/// What happens at a desk, for those who log, count or check it. Nothing is decided here. A job may be read until the
/// call returns.
/// </summary>
/// <remarks>Called by the request thread, or by whoever carries out a request.</remarks>
internal interface IRequestEvents
{
    /// <summary>A datagram was dropped: it is no request.</summary>
    void Dropped(RequestJob job, DatagramStatus status, TimeSpan now);

    /// <summary>A client asks who is there.</summary>
    void Probed(RequestJob job);

    /// <summary>The desk has decided about a request.</summary>
    void Decided(RequestJob job, Decision decision, MembershipView view);

    /// <summary>A handler threw.</summary>
    void HandlerFailed(RequestJob job, Exception error);

    /// <summary>
    /// A request had to be forgotten for others, though its client may still repeat it. Called by the request thread.
    /// </summary>
    /// <param name="age">How long before the newest it came.</param>
    void ForgotEarly(TimeSpan age);

    /// <summary>The handler was asked whether it is well.</summary>
    /// <param name="isWell">Whether it is.</param>
    /// <param name="error">What it threw, if it did.</param>
    void HealthChecked(bool isWell, Exception? error)
    {
    }

    /// <summary>The reply to a request is complete, and is about to be sent for the first time.</summary>
    void Completed(RequestJob job, TimeSpan now);

    /// <summary>
    /// A reply was sent, or not: the first to a request (<see cref="RequestJob.IsReply"/>), a repeated one, or one to a
    /// probe.
    /// </summary>
    void Sent(RequestJob job, in SendResult result);
}
