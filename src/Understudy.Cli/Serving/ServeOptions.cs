using Microsoft.Extensions.Logging;

namespace Understudy.Cli.Serving;

/// <summary>What <c>understudy serve</c> was asked to do.</summary>
internal sealed record ServeOptions
{
    public required UnderstudyServerOptions Server { get; init; }

    /// <summary>How often the table of all states is printed; zero is never.</summary>
    public TimeSpan Report { get; init; }

    public bool LogsJson { get; init; }

    public LogLevel LogLevel { get; init; }

    /// <summary>
    /// Whether the end of standard input stops the server, so that it never outlives the process that started it.
    /// </summary>
    public bool StopsWithStdin { get; init; }
}
