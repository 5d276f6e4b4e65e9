using System.Collections;
using Microsoft.Extensions.Logging;

namespace Understudy.Diagnostics;

/// <summary>Adds the server's id, as the field <c>Server</c>, to everything that a server says.</summary>
internal sealed class ServerLogger : ILogger
{
    public const string Field = "Server";

    private readonly ILogger _logger;
    private readonly Func<int?> _id;

    /// <param name="logger">Where it goes.</param>
    /// <param name="id">The server's id at this moment; null while it has none.</param>
    public ServerLogger(ILogger logger, Func<int?> id)
    {
        _logger = logger;
        _id = id;
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => _logger.BeginScope(state);

    public bool IsEnabled(LogLevel logLevel) => _logger.IsEnabled(logLevel);

    public void Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter)
    {
        // Not of the state's type: a logger of such a logger would have no end of types, and no native program could be
        // made of it.
        var said = new Said(
            _id(), state as IReadOnlyList<KeyValuePair<string, object?>> ?? [], error => formatter(state, error));
        _logger.Log(logLevel, eventId, said, exception, static (said, error) => said.InWords(error));
    }

    /// <summary>The fields of a line, and one more.</summary>
    private sealed class Said(
        int? server, IReadOnlyList<KeyValuePair<string, object?>> others, Func<Exception?, string> inWords)
        : IReadOnlyList<KeyValuePair<string, object?>>
    {
        public int Count => others.Count + 1;

        public KeyValuePair<string, object?> this[int index]
            => index == 0 ? new(Field, server) : new(others[index - 1].Key, Plain(others[index - 1].Value));

        public IEnumerator<KeyValuePair<string, object?>> GetEnumerator()
        {
            for (int index = 0; index < Count; index++)
                yield return this[index];
        }

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

        /// <summary>What a program reads: the value, not its words.</summary>
        private static object? Plain(object? value) => value switch
        {
            Spoken spoken => spoken.Value,
            Alike alike => alike.Count,
            _ => value,
        };

        public string InWords(Exception? error) => inWords(error);

        public override string ToString() => InWords(error: null);
    }
}
