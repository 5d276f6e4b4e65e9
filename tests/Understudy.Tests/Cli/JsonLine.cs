using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace Understudy.Tests.Cli;

/// <summary>A log that writes as <c>serve --log-format json</c> does.</summary>
internal sealed class JsonLine(TextWriter output) : ILogger
{
    private static readonly ConsoleFormatter Json = new ServiceCollection()
        .AddLogging(logging => logging.AddConsole())
        .BuildServiceProvider()
        .GetServices<ConsoleFormatter>()
        .Single(one => one.Name == ConsoleFormatterNames.Json);

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter)
        => Json.Write(new LogEntry<TState>(logLevel, "", eventId, state, exception, formatter), null, output);
}
