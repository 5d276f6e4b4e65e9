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

    /// <param name="least">The least severe event that is logged.</param>
    /// <param name="formatter">Its form.</param>
    public static ILoggerFactory Create(LogLevel least, ConsoleFormatter formatter)
        => LoggerFactory.Create(builder =>
        {
            builder.SetMinimumLevel(least);
            builder.AddConsole(console =>
            {
                console.LogToStandardErrorThreshold = LogLevel.Trace;
                console.MaxQueueLength = MaxQueuedLines;
                console.QueueFullMode = ConsoleLoggerQueueFullMode.DropWrite;
                console.FormatterName = formatter.Name;
            });
            builder.Services.AddSingleton(formatter);
        });
}
