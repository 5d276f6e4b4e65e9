using Understudy.Membership;
using Understudy.Protocol;

namespace Understudy.Server;

/// <summary>
/// Tells whether a server may be counted on, as far as its requests show. The heartbeat thread asks, and its heartbeats
/// say so.
/// </summary>
/// <remarks>Safe from any thread.</remarks>
internal class ServingWatch
{
    /// <param name="period">The time between two heartbeats.</param>
    public ServingWatch(TimeSpan period)
    {
        StuckAfter = period;
        Failures = new FailureWatch(period);
    }

    /// <summary>Whether the last period has shown that the server does not hear the request group.</summary>
    public virtual bool IsDeaf { get; set; }

    /// <summary>Whether requests get on.</summary>
    public ProgressWatch Progress { get; } = new();

    /// <summary>Whether they are carried out.</summary>
    public FailureWatch Failures { get; }

    /// <summary>Whether requests are heard.</summary>
    public HearingWatch Hearing { get; } = new();

    /// <summary>Whether the handler says that it is well.</summary>
    public HealthWatch Health { get; } = new();

    /// <summary>Without progress for this long a server is stuck.</summary>
    public TimeSpan StuckAfter { get; init; }

    /// <summary>
    /// The first reply to a request was sent, or not. One that is given up since the server stops shows nothing, nor
    /// does one that others were asked before, or with it: they may have failed it, too.
    /// </summary>
    /// <returns>Whether the request is answered.</returns>
    public virtual bool Replied(RequestJob job, bool isSent)
    {
        bool isAnswered = isSent && job.Failure == FailureReason.None;
        bool isFailure = job.Failure is FailureReason.HandlerFailed or FailureReason.ReplyTooLarge;
        if (isAnswered)
            Failures.Succeeded();
        else if ((!isSent || isFailure) && IsFirst(job) && job.Key is { } key)
            Failures.Failed(key, isSent ? NotServingReason.Failing : NotServingReason.Mute, job.Arrival);
        return isAnswered;
    }

    /// <summary>The server's check of itself has come back.</summary>
    /// <returns>Whether the handler is to be asked whether it is well, now, on the request thread.</returns>
    public bool BeginCheck(TimeSpan now)
    {
        bool begins = Health.TryBegin(now);
        if (begins)
            Progress.Called(now);
        return begins;
    }

    /// <summary>A request is not begun; it may have been before.</summary>
    public virtual void AskedAgain(RequestJob job, Decision decision)
    {
        if (decision is Decision.Known && job.Terms.RankLimit == RequestFrame.Everybody && job.Key is { } key)
            Failures.FailsElsewhere(key);
    }

    /// <summary>Why the server is not to be counted on, if it is not.</summary>
    public NotServingReason WhyNot(TimeSpan now)
        => Progress.IsStuck(now, StuckAfter) ? NotServingReason.Stuck
            : IsDeaf ? NotServingReason.Deaf
            : Health.IsUnwell(now, StuckAfter) ? NotServingReason.Unhealthy
            : Failures.WhyNot(now);

    private static bool IsFirst(RequestJob job)
        => job.Rank == 0 && job.Terms.RankLimit < RequestFrame.Everybody;
}
