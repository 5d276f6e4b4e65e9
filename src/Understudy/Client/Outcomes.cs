using Understudy.Protocol;

namespace Understudy.Client;

/// <summary>What callers get: replies, and exceptions.</summary>
internal sealed class Outcomes
{
    private Peer? _lastSender;

    /// <summary>A request was answered.</summary>
    /// <param name="request">Which.</param>
    /// <param name="heard">What a server replies: done, or rejected.</param>
    /// <param name="datagram">The datagram that says so.</param>
    /// <param name="from">Who sent it; it is copied.</param>
    /// <param name="now">The time.</param>
    public Reply ReplyTo(
        PendingRequest request, in ReplyMessage heard, ReadOnlySpan<byte> datagram, Peer from, TimeSpan now)
    {
        // A copy that no transport will change. Replies in a row from one peer share it.
        if (_lastSender is null || !_lastSender.Equals(from))
            _lastSender = from.Copy();
        return new Reply
        {
            Status = heard.Status == ReplyStatus.Done ? HandlerStatus.Ok : HandlerStatus.Rejected,
            Payload = datagram[heard.Payload].ToArray(),
            Sender = _lastSender,
            ServerId = heard.ServerId,
            Rank = heard.Rank,
            Attempts = request.Attempts,
            Elapsed = now - request.Started,
        };
    }

    /// <summary>A request is given up.</summary>
    /// <param name="request">Which.</param>
    /// <param name="unsent">Why it could not be sent, if that is so.</param>
    /// <param name="presence">What is known of the servers.</param>
    /// <param name="now">The time.</param>
    public static UnderstudyException WhyFailed(
        PendingRequest request, NetworkException? unsent, Presence presence, TimeSpan now)
    {
        TimeSpan elapsed = now - request.Started;
        FailureReason reason = request.Failed?.Reason ?? FailureReason.None;
        if (request.Failed is { AreAll: true } failed)
            return new RequestFailedException(reason, failed.Count, request.Attempts, elapsed);
        return unsent ?? (UnderstudyException)new NoAnswerException(request.Attempts, elapsed, presence, reason);
    }
}
