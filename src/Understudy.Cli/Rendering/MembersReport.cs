using System.Globalization;
using System.Text.Json;
using Spectre.Console;

namespace Understudy.Cli.Rendering;

/// <summary>The table of all states, as one server sees them.</summary>
/// <param name="Role">What that server does with requests.</param>
/// <param name="Members">By id: itself, and all that were ever heard; where few ids are in use, all of these.</param>
/// <param name="NeverHeard">How many more ids there are.</param>
internal sealed record MembersReport(ServerRole Role, IReadOnlyList<MemberLine> Members, int NeverHeard)
{
    /// <summary>So many ids fit a screen: then all are shown, as the original program does.</summary>
    private const int Few = 20;

    /// <summary>Where there is less room, states are broken between words.</summary>
    private const int Roomy = 60;
    private const int LongestWord = 12;

    private DateTimeOffset _now;

    /// <summary>The table of a server.</summary>
    /// <param name="server">The server.</param>
    /// <param name="now">The time, as clocks on the wall show it.</param>
    public static MembersReport Of(UnderstudyServer server, DateTimeOffset now)
        => Of(server.Id, server.Role, server.Members, now);

    public static MembersReport Of(int? self, ServerRole role, IReadOnlyList<Member> table, DateTimeOffset now)
    {
        int lead = table.Where(one => one.IsEligible).Select(one => one.Id).DefaultIfEmpty(-1).Min();

        // No server has the id 0, unless it is the original program's, and is heard.
        Member[] possible = [.. table.Where(one => one.Id > 0 || one.TimeInState is not null)];
        MemberLine[] shown =
        [
            .. possible.Where(one => possible.Length <= Few || one.TimeInState is not null || one.Id == self)
                .Select(one => new MemberLine(
                    one.Id, one.State, one.Countdown, now - one.TimeInState, one.Id == self, one.Id == lead)
                {
                    NotServing = one.NotServing,
                }),
        ];
        return new MembersReport(role, shown, possible.Length - shown.Length) { _now = now };
    }

    public void WriteTo(Utf8JsonWriter json)
        => JsonSerializer.Serialize(json, this, ReportJson.Readable.MembersReport);

    public void WriteTo(IAnsiConsole console)
    {
        var table = new Table { Border = TableBorder.None };
        table.AddColumns("id", "state", "since", "note");
        table.Columns[0].RightAligned().NoWrap();
        table.Columns[2].NoWrap();
        if (console.Profile.Width < Roomy)
            table.Columns[1].Width(LongestWord).NoWrap();
        foreach (MemberLine line in Members)
        {
            table.AddRow(
                new Text(line.Id.ToString(CultureInfo.InvariantCulture)),
                new Text(line.StateInWords, new Style(Colour(line.State))),
                new Text(line.SinceInWords(_now)),
                new Text(line.Note));
        }

        console.Write(table);
        if (NeverHeard > 0)
        {
            console.Write(new Text(
                string.Create(CultureInfo.InvariantCulture, $"{NeverHeard} more ids, never heard\n")));
        }
    }

    /// <summary>One line, as in <c>members: 1 Active since 12:30:01 (this server, lead), 2 …</c>.</summary>
    public override string ToString()
        => $"members: {string.Join(", ", Members.Select(line => line.InWords(_now)))}";

    private static Color Colour(MemberState state) => state switch
    {
        MemberState.Active => Color.Green,
        MemberState.Disconnected => Color.Red,
        _ => Color.Yellow,
    };
}
