using System.Globalization;
using System.Text.Json;
using Spectre.Console;
using Understudy.Membership;

namespace Understudy.Cli.Rendering;

/// <summary>The table of all states, as one server sees them.</summary>
/// <param name="Schema">The version of this shape.</param>
/// <param name="Server">The server whose table it is.</param>
/// <param name="Role">What it does with requests.</param>
/// <param name="Members">Itself, and all that are not disconnected, by id.</param>
/// <param name="Disconnected">How many others there could be.</param>
internal sealed record MembersReport(
    int Schema, int Server, string Role, IReadOnlyList<MemberLine> Members, int Disconnected)
{
    public static MembersReport Of(int self, ServerRole role, IReadOnlyList<Member> table)
    {
        int lead = table.Where(one => one.IsEligible).Select(one => one.Id).DefaultIfEmpty(-1).Min();
        MemberLine[] shown =
        [
            .. table.Where(one => one.State != MemberState.Disconnected || one.Id == self)
                .Select(one =>
                    new MemberLine(one.Id, InWords(one.State), one.Countdown, one.Id == self, one.Id == lead)),
        ];
        return new MembersReport(1, self, role.ToString(), shown, table.Count - shown.Length);
    }

    public string ToJson() => JsonSerializer.Serialize(this, ReportJson.Readable.MembersReport);

    public void WriteTo(IAnsiConsole console)
    {
        Table table = new() { Border = TableBorder.Simple };
        table.AddColumns("id", "state", "countdown", "note");
        foreach (MemberLine line in Members)
        {
            table.AddRow(
                new Text(line.Id.ToString(CultureInfo.InvariantCulture)),
                new Text(line.State, new Style(Colour(line.State))),
                new Text(line.Countdown.ToString(CultureInfo.InvariantCulture)),
                new Text(line.Note));
        }

        console.Write(table);
        console.Write(new Text($"  {Disconnected} more disconnected\n"));
    }

    private static string InWords(MemberState state) => state switch
    {
        MemberState.Active => "Active",
        MemberState.AwaitingConfirmation => "Awaiting confirmation",
        MemberState.Unresponsive => "Unresponsive",
        _ => "Disconnected",
    };

    private static Color Colour(string state) => state switch
    {
        "Active" => Color.Green,
        "Disconnected" => Color.Red,
        _ => Color.Yellow,
    };
}
