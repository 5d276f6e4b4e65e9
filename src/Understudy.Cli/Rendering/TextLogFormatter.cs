using System.Globalization;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;
using Understudy.Cli.Hosting;

namespace Understudy.Cli.Rendering;

/// <summary>
/// One line per event: <c>2026-01-02 12:30:01.234 +01:00 info  [3] message</c>, where 3 is the server's id. The level
/// has colour on a terminal.
/// </summary>
internal sealed class TextLogFormatter : ConsoleFormatter
{
    public const string FormatterName = "understudy";

    private readonly TimeProvider _time;
    private readonly bool _hasColour;

    public TextLogFormatter(TimeProvider time, bool hasColour)
        : base(FormatterName)
    {
        _time = time;
        _hasColour = hasColour;
    }

    public override void Write<TState>(
        in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        string message = OptionFlags.Spell(logEntry.Formatter(logEntry.State, logEntry.Exception));
        if (logEntry.Exception is { } exception)
            message += $" ({exception.GetType().Name}: {exception.Message})";
        (string name, string colour) = Describe(logEntry.LogLevel);
        textWriter.Write(_time.GetLocalNow().ToString("yyyy-MM-dd HH:mm:ss.fff zzz ", CultureInfo.InvariantCulture));
        textWriter.Write(_hasColour ? $"\x1b[{colour}m{name}\x1b[0m" : name);
        textWriter.Write(' ');
        if (LogFields.IsOfServer(logEntry, out int? server))
            textWriter.Write(string.Create(CultureInfo.InvariantCulture, $"[{(object?)server ?? "auto"}] "));
        // A message may quote what came from the network.
        textWriter.WriteLine(Printable.Escape(message));
    }

    private static (string Name, string Colour) Describe(LogLevel level) => level switch
    {
        LogLevel.Trace => ("trace", "90"),
        LogLevel.Debug => ("debug", "90"),
        LogLevel.Information => ("info ", "32"),
        LogLevel.Warning => ("warn ", "33"),
        _ => ("error", "31"),
    };
}
