using Microsoft.Extensions.Logging;

namespace Understudy.Tests.Diagnostics;

/// <summary>Keeps what is logged.</summary>
internal sealed class RecordedLog(LogLevel least = LogLevel.Trace) : ILogger
{
    private readonly Lock _gate = new();
    private readonly List<(LogLevel Level, int Id, string Text)> _lines = [];

    /// <summary>The lines so far.</summary>
    public IReadOnlyList<(LogLevel Level, int Id, string Text)> Lines
    {
        get
        {
            lock (_gate)
                return [.. _lines];
        }
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= least;

    public void Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter)
    {
        lock (_gate)
            _lines.Add((logLevel, eventId.Id, formatter(state, exception)));
    }
}
