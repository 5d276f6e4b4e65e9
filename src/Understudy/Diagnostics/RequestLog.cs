using Microsoft.Extensions.Logging;
using Understudy.Membership;
using Understudy.Server;

namespace Understudy.Diagnostics;

/// <summary>Logs what became of each request. Costs nothing where nobody listens.</summary>
internal static class RequestLog
{
    public static void NotAnswered(this ILogger logger, RequestJob job, Decision decision, int? leadId)
    {
        LogLevel level = decision is Decision.TurnAway ? LogLevel.Warning : LogLevel.Information;
        if (logger.IsEnabled(level))
            logger.Silent(level, Request(job), job.Client, Sentences.Of(decision, leadId));
    }

    public static void Answered(this ILogger logger, RequestJob job, HandlerStatus status)
    {
        if (!logger.IsEnabled(LogLevel.Information))
            return;

        string reply = Printable.From(job.Reply.Payload);
        Peer client = job.Client;
        if (status == HandlerStatus.Rejected)
            logger.Rejected(Request(job), client, reply);
        else
            logger.Answered(Request(job), client, reply);
    }

    public static void HandlerFailed(this ILogger logger, RequestJob job, Exception error)
        => logger.HandlerFailed(error, Request(job), job.Client);

    public static void ReplyNotSent(this ILogger logger, RequestJob job, string error)
        => logger.ReplyNotSent(job.Client, error);

    private static string Request(RequestJob job) => Printable.From(job.Payload.Span);
}
