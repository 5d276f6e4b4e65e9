using System.Net;
using Microsoft.Extensions.Logging;
using Understudy.Handling;
using Understudy.Ranking;
using Understudy.Transport;

namespace Understudy.Diagnostics;

/// <summary>Says what became of each request. Costs nothing where nobody listens.</summary>
internal sealed class RequestLog
{
    private readonly ILogger _logger;

    public RequestLog(ILogger logger) => _logger = logger;

    private bool IsOn => _logger.IsEnabled(LogLevel.Information);

    public void Silent(RequestJob job, Verdict verdict, int? leadId)
    {
        if (IsOn)
            _logger.Silent(Printable.From(job.Request.Span), job.Client.ToEndPoint(), Sentences.Of(verdict, leadId));
    }

    public void Answered(RequestJob job, HandlerStatus status)
    {
        if (!IsOn)
            return;

        string request = Printable.From(job.Request.Span);
        string reply = Printable.From(job.Reply.WrittenSpan);
        IPEndPoint client = job.Client.ToEndPoint();
        if (status == HandlerStatus.Rejected)
            _logger.Rejected(request, client, reply);
        else
            _logger.Answered(request, client, reply);
    }

    public void HandlerFailed(RequestJob job, Exception error)
        => _logger.HandlerFailed(error, Printable.From(job.Request.Span), job.Client.ToEndPoint());

    public void ReplyTooLarge(RequestJob job, int limit)
        => _logger.ReplyTooLarge(
            Printable.From(job.Request.Span), job.Client.ToEndPoint(), job.Reply.WrittenCount, limit);

    public void TooManyInProgress(RequestJob job, int limit)
        => _logger.TooManyInProgress(Printable.From(job.Request.Span), job.Client.ToEndPoint(), limit);

    public void ReplyNotSent(RequestJob job, string error) => _logger.ReplyNotSent(job.Client.ToEndPoint(), error);
}
