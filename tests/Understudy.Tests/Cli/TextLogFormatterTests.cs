using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Understudy.Cli.Rendering;

namespace Understudy.Tests.Cli;

public class TextLogFormatterTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 2, 12, 30, 1, 234, TimeSpan.Zero);

    [Theory]
    [InlineData(false, LogLevel.Information, "2026-01-02 12:30:01.234 +00:00 info  hello\n")]
    [InlineData(false, LogLevel.Warning, "2026-01-02 12:30:01.234 +00:00 warn  hello\n")]
    [InlineData(true, LogLevel.Error, "2026-01-02 12:30:01.234 +00:00 \x1b[31merror\x1b[0m hello\n")]
    public void Write_Event_IsOneLine(bool hasColour, LogLevel level, string line)
        => Assert.Equal(line, Format(hasColour, level, "hello", null));

    [Fact]
    public void Write_HostileMessageAndException_StaysOneLineWithoutATrace()
        => Assert.Equal(
            "2026-01-02 12:30:01.234 +00:00 error a\\u{a}b (IOException: full)\n",
            Format(hasColour: false, LogLevel.Error, "a\nb", new IOException("full")));

    [Fact]
    public void Write_MessageThatNamesAnOption_NamesTheCommandLines()
        => Assert.Equal(
            "2026-01-02 12:30:01.234 +00:00 warn  (--interface, --group, --heartbeat-group, --id)\n",
            Format(
                hasColour: false,
                LogLevel.Warning,
                "(NetworkOptions.Interface, NetworkOptions.RequestGroup, NetworkOptions.HeartbeatGroup, "
                    + "UnderstudyServerOptions.Id)",
                null));

    [Theory]
    [InlineData(3, "2026-01-02 12:30:01.234 +00:00 info  [3] stopped\n")]
    [InlineData(null, "2026-01-02 12:30:01.234 +00:00 info  [auto] stopped\n")]
    public void Write_EventOfAServer_NamesTheServer(int? id, string line)
    {
        using var text = new StringWriter { NewLine = "\n" };
        KeyValuePair<string, object?>[] state = [new("Server", id)];
        var entry = new LogEntry<KeyValuePair<string, object?>[]>(
            LogLevel.Information, "category", 2, state, null, (_, _) => "stopped");
        new TextLogFormatter(new FakeTimeProvider(Noon), hasColour: false).Write(entry, null, text);
        Assert.Equal(line, text.ToString());
    }

    private static string Format(bool hasColour, LogLevel level, string message, Exception? exception)
    {
        using var text = new StringWriter { NewLine = "\n" };
        var entry = new LogEntry<string>(level, "category", 1, message, exception, (state, _) => state);
        new TextLogFormatter(new FakeTimeProvider(Noon), hasColour).Write(entry, null, text);
        return text.ToString();
    }
}
