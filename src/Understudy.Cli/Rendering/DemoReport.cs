using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Spectre.Console;

namespace Understudy.Cli.Rendering;

/// <summary>How an unattended demonstration went.</summary>
/// <param name="Servers">How many servers there were.</param>
/// <param name="Asked">Requests made; each is answered, wrong or lost.</param>
/// <param name="Answered">Requests with the right answer.</param>
/// <param name="Wrong">Requests with another answer.</param>
/// <param name="Lost">Requests that nobody answered within their timeout, or that could not be sent.</param>
/// <param name="Kills">Each kill, in order.</param>
internal sealed record DemoReport(
    int Servers, int Asked, int Answered, int Wrong, int Lost, IReadOnlyList<KillLine> Kills)
{
    /// <summary>The version of this shape.</summary>
    [JsonPropertyOrder(-1)]
    public int Schema { get; init; } = 1;

    public string ToJson() => JsonSerializer.Serialize(this, ReportJson.Readable.DemoReport);

    public void WriteTo(IAnsiConsole console)
    {
        var table = new Table { Border = TableBorder.Simple };
        table.AddColumns("killed at", "server", "first answer", "from");
        foreach (KillLine kill in Kills)
        {
            table.AddRow(
                new Text(Seconds(kill.AtMilliseconds)),
                new Text(kill.Server.ToString(CultureInfo.InvariantCulture)),
                new Text(kill.FirstAnswerMilliseconds is { } first ? Milliseconds(first) : "none"),
                new Text(kill.AnsweredBy is { } server ? $"server {server}" : ""));
        }

        console.Write(table);
        console.Write(new Text($"  {Asked} asked, {Answered} answered, {Wrong} wrong, {Lost} lost\n"));
    }

    private static string Seconds(double milliseconds)
        => string.Create(CultureInfo.InvariantCulture, $"{milliseconds / 1000:0.0} s");

    private static string Milliseconds(double milliseconds)
        => string.Create(CultureInfo.InvariantCulture, $"{milliseconds:0} ms");
}
