using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Spectre.Console;

namespace Understudy.Cli.Rendering;

/// <summary>The table of all states, as one server sees them.</summary>
/// <param name="Server">The server whose table it is; null while it has no id.</param>
/// <param name="Role">What it does with requests.</param>
/// <param name="Members">Itself, and all that are not disconnected, by id.</param>
/// <param name="Disconnected">How many others there could be.</param>
internal sealed record MembersReport(
    int? Server, ServerRole Role, IReadOnlyList<MemberLine> Members, int Disconnected)
{
    /// <summary>The version of this shape.</summary>
    [JsonPropertyOrder(-1)]
    public int Schema { get; init; } = 1;

    public static MembersReport Of(int? self, ServerRole role, IReadOnlyList<Member> table)
    {
        int lead = table.Where(one => one.IsEligible).Select(one => one.Id).DefaultIfEmpty(-1).Min();
        MemberLine[] shown =
        [
            .. table.Where(one => one.State != MemberState.Disconnected || one.Id == self)
                .Select(one => new MemberLine(one.Id, one.State, one.Countdown, one.Id == self, one.Id == lead)),
        ];
        return new MembersReport(self, role, shown, table.Count - shown.Length);
    }

    public string ToJson() => JsonSerializer.Serialize(this, ReportJson.Readable.MembersReport);

    public void WriteTo(IAnsiConsole console)
    {
        var table = new Table { Border = TableBorder.Simple };
        table.AddColumns("id", "state", "countdown", "note");
        foreach (MemberLine line in Members)
        {
            table.AddRow(
                new Text(line.Id.ToString(CultureInfo.InvariantCulture)),
                new Text(InWords(line.State), new Style(Colour(line.State))),
                new Text(line.Countdown.ToString(CultureInfo.InvariantCulture)),
                new Text(line.Note));
        }

        console.Write(table);
        console.Write(new Text($"  {Disconnected} more disconnected\n"));
    }

    private static string InWords(MemberState state)
        => state == MemberState.AwaitingConfirmation ? "Awaiting confirmation" : state.ToString();

    private static Color Colour(MemberState state) => state switch
    {
        MemberState.Active => Color.Green,
        MemberState.Disconnected => Color.Red,
        _ => Color.Yellow,
    };
}
