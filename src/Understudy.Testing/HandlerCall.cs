using Understudy.Protocol;
using Understudy.Server;

namespace Understudy.Testing;

/// <summary>One call of a handler without a server, for a test of the handler alone.</summary>
/// <remarks>One thread uses it at a time.</remarks>
public sealed class HandlerCall
{
    /// <summary>The longest reply that a server sends by default, in bytes.</summary>
    public const int DefaultMaxReplyBytes = NetworkOptions.DefaultMaxDatagramBytes - ReplyFrame.PayloadOffset;

    private readonly RequestJob _job;

    /// <summary>Makes a call that has begun.</summary>
    /// <param name="payload">What is asked; it is copied.</param>
    /// <param name="id">The request's id; null, as in the classic dialect, for none.</param>
    /// <param name="rank">How many servers stand before the one that is asked, from 0 to 255.</param>
    /// <param name="maxReplyBytes">The longest reply, in bytes; 0 or more.</param>
    public HandlerCall(
        ReadOnlyMemory<byte> payload, RequestId? id = null, int rank = 0, int maxReplyBytes = DefaultMaxReplyBytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rank);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(rank, MembershipOptions.HighestId);
        ArgumentOutOfRangeException.ThrowIfNegative(maxReplyBytes);
        _job = new RequestJob(payload.Length, maxReplyBytes);
        payload.Span.CopyTo(_job.Buffer);
        _job.Received(payload.Length, TimeSpan.Zero);
        _job.Identify(id is { } given ? new RequestKey(given.Client, given.Number) : null);
        _job.AnswerAs(serverId: 1, rank);
        Context = _job.BeginCall();
    }

    /// <summary>What the handler is given.</summary>
    public RequestContext Context { get; }

    /// <summary>A copy of what the handler has written so far.</summary>
    public ReadOnlyMemory<byte> Reply => _job.Reply.Payload.ToArray();

    /// <summary>Ends the call. From then on the context throws, as it does after a call by a server.</summary>
    public void Complete() => _job.EndCall();
}
