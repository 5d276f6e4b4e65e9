using Microsoft.Extensions.Logging;
using Understudy.Membership;
using Understudy.Protocol;
using Understudy.Server;

namespace Understudy.Diagnostics;

/// <summary>Logs what became of each request. Formats nothing where nobody listens.</summary>
internal static class RequestLog
{
    public static void NotAnswered(this ILogger logger, RequestJob job, Decision decision, int? leadId)
    {
        if (logger.IsEnabled(LogLevel.Debug))
            logger.NotAnswered(Request(job), job.Client, Sentences.Of(decision, leadId), decision.Name);
    }

    public static void TurnedAway(this ILogger logger, RequestJob job, Decision decision, Alike alike)
    {
        if (logger.IsEnabled(LogLevel.Warning))
            logger.TurnedAway(Request(job), job.Client, Sentences.Of(decision, leadId: null), decision.Name, alike);
    }

    public static void Answered(this ILogger logger, RequestJob job, ReplyStatus status)
    {
        if (!logger.IsEnabled(LogLevel.Debug))
            return;

        string reply = Printable.From(job.Reply.Payload);
        Peer client = job.Client;
        if (status == ReplyStatus.Failed)
            logger.Failed(Request(job), client);
        else if (status == ReplyStatus.Rejected)
            logger.Rejected(Request(job), client, reply);
        else
            logger.Answered(Request(job), client, reply);
    }

    public static void HandlerFailed(this ILogger logger, RequestJob job, Exception error, Alike alike)
    {
        if (logger.IsEnabled(LogLevel.Error))
            logger.HandlerFailed(error, Request(job), job.Client, alike);
    }

    private static string Request(RequestJob job) => Printable.From(job.Payload.Span);
}
