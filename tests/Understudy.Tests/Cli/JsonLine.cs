using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Understudy.Cli.Rendering;

namespace Understudy.Tests.Cli;

/// <summary>A log that writes as <c>serve --log-format json</c> does.</summary>
internal sealed class JsonLine(TextWriter output) : ILogger
{
    public static readonly DateTimeOffset Time = new(2026, 1, 2, 12, 30, 1, 234, TimeSpan.Zero);

    private readonly JsonLogFormatter _formatter = new(new FakeTimeProvider(Time));

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter)
        => _formatter.Write(new LogEntry<TState>(logLevel, "", eventId, state, exception, formatter), null, output);
}
