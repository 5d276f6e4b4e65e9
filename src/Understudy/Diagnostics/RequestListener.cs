using Microsoft.Extensions.Logging;
using Understudy.Membership;
using Understudy.Protocol;
using Understudy.Server;

namespace Understudy.Diagnostics;

/// <summary>Logs and counts what happens at the desk of a server.</summary>
internal sealed class RequestListener : IRequestEvents
{
    private readonly ILogger _logger;
    private readonly ServerMeters _meters;
    private readonly Func<TimeSpan> _now;
    private readonly DropLog _drops;
    private readonly LineLimit _late = new();
    private readonly LineLimit _busy = new();
    private readonly LineLimit _failures = new();
    private readonly Outage _sending = new();
    private readonly Outage _health = new();
    private bool _isForgettingSaid;

    /// <param name="logger">Takes the lines.</param>
    /// <param name="meters">Count.</param>
    /// <param name="now">The time. Safe from any thread.</param>
    public RequestListener(ILogger logger, ServerMeters meters, Func<TimeSpan> now)
    {
        _logger = logger;
        _meters = meters;
        _now = now;
        _drops = new DropLog(logger, meters, GroupName.Request);
    }

    public void Dropped(RequestJob job, DatagramStatus status, TimeSpan now)
        => _drops.Dropped(job.Client, job.Datagram.Length, status, now);

    public void Probed(RequestJob job)
    {
    }

    public void Decided(RequestJob job, Decision decision, MembershipView view)
    {
        _meters.Request(decision);
        switch (decision)
        {
            case Decision.Answer or Decision.Known { IsAnswered: true }:
                // Told when it is known whether it could be sent.
                break;
            case Decision.TurnAway turnedAway:
                if ((turnedAway.Shortage == Shortage.Time ? _late : _busy).Allows(_now(), out Alike alike))
                    _logger.TurnedAway(job, decision, alike);
                break;
            default:
                _logger.NotAnswered(job, decision, view.LeadId);
                break;
        }
    }

    public void HandlerFailed(RequestJob job, Exception error)
    {
        if (_failures.Allows(_now(), out Alike alike))
            _logger.HandlerFailed(job, error, alike);
    }

    public void HealthChecked(bool isWell, Exception? error)
    {
        if (isWell)
            _health.Ends();
        else if (error is not null && _health.Shows(_now(), out Alike alike))
            _logger.HealthCheckFailed(error, alike);
    }

    public void ForgotEarly(TimeSpan age)
    {
        if (_isForgettingSaid)
            return;
        _isForgettingSaid = true;
        _logger.ForgotEarly(age.TotalSeconds, Timings.UsualTimeout.TotalSeconds);
    }

    public void Completed(RequestJob job, TimeSpan now)
    {
    }

    public void Sent(RequestJob job, in SendResult result)
    {
        if (result.Problem is { } problem)
        {
            _meters.SendFailure();
            if (_sending.Shows(_now(), out Alike alike))
                _logger.ReplyNotSent(job.Client, problem, alike);
            return;
        }

        if (_sending.Ends())
            _logger.RepliesResume();
        if (job.IsReply)
        {
            _meters.Answer(job.Status switch
            {
                ReplyStatus.Done => "ok",
                ReplyStatus.Rejected => "rejected",
                _ => "failed",
            });
            _logger.Answered(job, job.Status);
        }
        else if (!job.IsProbe)
        {
            _logger.NotAnswered(job, Decision.Again, leadId: null);
        }
    }
}
