using Microsoft.Extensions.Logging;

namespace Understudy.Diagnostics;

/// <summary>What a client says, each sentence with an event id of its own.</summary>
internal static partial class ClientLog
{
    [LoggerMessage(200, LogLevel.Information, "the client's transport was opened anew")]
    public static partial void TransportReopened(this ILogger logger);

    [LoggerMessage(201, LogLevel.Warning, "requests cannot be sent: {Problem}; trying again{HeldBack}")]
    public static partial void RequestsNotSent(this ILogger logger, string problem, Alike heldBack);

    [LoggerMessage(202, LogLevel.Information, "requests can be sent again")]
    public static partial void RequestsResume(this ILogger logger);

    [LoggerMessage(
        203,
        LogLevel.Warning,
        "a request was given up: {Problem} Others are not told of until one is answered{HeldBack}")]
    public static partial void NobodyAnswers(this ILogger logger, string problem, Alike heldBack);

    [LoggerMessage(204, LogLevel.Information, "requests are answered again")]
    public static partial void SomebodyAnswers(this ILogger logger);
}
