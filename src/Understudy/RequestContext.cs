using Understudy.Server;

namespace Understudy;

/// <summary>One call of a handler: the request, and the reply as it is written.</summary>
/// <remarks>
/// The handler may use it until the task that it returned completes, by one thread at a time. Its memory then serves
/// another request: every later use throws <see cref="InvalidOperationException"/>.
/// </remarks>
public readonly struct RequestContext
{
    // A job serves many requests. It counts its calls, so that a context knows whether its own is still going on.
    private readonly RequestJob? _job;
    private readonly long _turn;

    internal RequestContext(RequestJob job, long turn)
    {
        _job = job;
        _turn = turn;
    }

    /// <summary>What was asked. The memory is valid until the call completes.</summary>
    public ReadOnlyMemory<byte> Payload => Job.Payload;

    /// <summary>Where the reply is written.</summary>
    public ReplyWriter Reply => new(this);

    /// <summary>
    /// What tells the request from every other. Its repeats have the same, on every server. Null in the classic
    /// dialect, in which a repeat looks like a new request.
    /// </summary>
    public RequestId? Id => Job.Key is { } key ? new RequestId(key.Client, key.Number) : null;

    /// <summary>
    /// How long the client still waited when it sent the request, as far as it came this way: what takes longer is for
    /// nobody. Null in the classic dialect, which does not tell it.
    /// </summary>
    public TimeSpan? TimeLeft => Job.TimeLeft;

    /// <summary>Who asks. Each access makes a copy, which may be kept.</summary>
    public Peer Peer => Job.Client.Copy();

    /// <summary>How many servers stood before this one for this request: 0 in calm times.</summary>
    public int Rank => Job.Rank;

    /// <summary>The job, for as long as the call goes on.</summary>
    internal RequestJob Job => _job is not null && _job.IsInCall(_turn)
        ? _job
        : throw new InvalidOperationException("The call of the handler has completed, and its context with it.");
}
