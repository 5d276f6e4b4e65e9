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
    private readonly DropReporter _reporter = new();

    public RequestListener(ILogger logger, ServerMeters meters)
    {
        _logger = logger;
        _meters = meters;
    }

    public void Dropped(RequestJob job, DatagramStatus status, TimeSpan now)
    {
        _meters.Drop(GroupName.Request, status);
        if (_reporter.ShouldReport(job.Client, now))
            _logger.Dropped(job.Client, job.Datagram.Length, GroupName.Request, status);
    }

    public void Probed(RequestJob job)
    {
    }

    public void Decided(RequestJob job, Decision decision, MembershipView view)
    {
        _meters.Request(decision);
        if (decision is not Decision.Answer)
            _logger.NotAnswered(job, decision, view.LeadId);
    }

    public void HandlerFailed(RequestJob job, Exception error) => _logger.HandlerFailed(job, error);

    public void Completed(RequestJob job, TimeSpan now)
    {
    }

    public void Sent(RequestJob job, in SendResult result)
    {
        if (!result.IsSent)
            _meters.SendFailure();
        if (!job.IsReply)
            return;

        if (result.Problem is { } problem)
        {
            _logger.ReplyNotSent(job, problem);
            return;
        }

        _meters.Answer(job.Status == HandlerStatus.Ok ? "ok" : "rejected");
        _logger.Answered(job, job.Status);
    }
}
