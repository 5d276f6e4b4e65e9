using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;
using Understudy.Cli.Hosting;

namespace Understudy.Cli.Rendering;

/// <summary>One line and one object per event, for programs that read a log. All have the same shape.</summary>
internal sealed class JsonLogFormatter : ConsoleFormatter
{
    public const string FormatterName = "understudy-json";

    private static readonly JsonWriterOptions Readable
        = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly TimeProvider _time;

    public JsonLogFormatter(TimeProvider time)
        : base(FormatterName) => _time = time;

    public override void Write<TState>(
        in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        var line = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(line, Readable))
            Write(json, logEntry);
        textWriter.WriteLine(JsonText.EscapeFormats(Encoding.UTF8.GetString(line.WrittenSpan)));
    }

    private static string Camel(string name) => JsonNamingPolicy.CamelCase.ConvertName(name);

    private static void WriteValue(Utf8JsonWriter json, object? value)
    {
        switch (value)
        {
            case null: json.WriteNullValue(); break;
            case int number: json.WriteNumberValue(number); break;
            case double number: json.WriteNumberValue(Math.Round(number, 6)); break;
            case long number: json.WriteNumberValue(number); break;
            case Enum one: json.WriteStringValue(Camel(one.ToString())); break;
            case MembersReport report: report.WriteTo(json); break;
            default: json.WriteStringValue(Convert.ToString(value, CultureInfo.InvariantCulture)); break;
        }
    }

    private static void WriteError(Utf8JsonWriter json, Exception error)
    {
        json.WriteStartObject("error");
        json.WriteString("type", error.GetType().Name);
        json.WriteString("message", error.Message);
        json.WriteString("trace", error.ToString());
        json.WriteEndObject();
    }

    private void Write<TState>(Utf8JsonWriter json, in LogEntry<TState> entry)
    {
        json.WriteStartObject();
        json.WriteNumber("schema", 1);
        json.WriteString(
            "timestamp", _time.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
        json.WriteString("level", Camel(entry.LogLevel.ToString()));
        json.WriteNumber("eventId", entry.EventId.Id);
        json.WriteString("event", Camel(entry.EventId.Name ?? ""));
        if (LogFields.IsOfServer(entry, out int? server))
        {
            json.WritePropertyName("server");
            WriteValue(json, server);
        }

        json.WriteString("message", OptionFlags.Spell(entry.Formatter(entry.State, null)));
        json.WriteStartObject("fields");
        foreach ((string name, object? value) in LogFields.Of(entry))
        {
            json.WritePropertyName(Camel(name));
            WriteValue(json, value);
        }

        json.WriteEndObject();
        if (entry.Exception is { } error)
            WriteError(json, error);
        json.WriteEndObject();
    }
}
