using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace Understudy.Cli.Rendering;

/// <summary>Where a server's log goes: standard error, through a bounded queue.</summary>
internal static class ConsoleLog
{
    /// <summary>
    /// How many lines wait for a reader that has stopped reading; more are dropped, and the server goes on.
    /// </summary>
    private const int MaxQueuedLines = 2048;

    public static ILoggerFactory Create(bool asJson, LogLevel least, TextLogFormatter text)
        => LoggerFactory.Create(builder =>
        {
            builder.SetMinimumLevel(least);
            builder.AddConsole(console =>
            {
                console.LogToStandardErrorThreshold = LogLevel.Trace;
                console.MaxQueueLength = MaxQueuedLines;
                console.QueueFullMode = ConsoleLoggerQueueFullMode.DropWrite;
                console.FormatterName = asJson ? ConsoleFormatterNames.Json : TextLogFormatter.FormatterName;
            });
            builder.Services.AddSingleton<ConsoleFormatter>(text);
        });
}
