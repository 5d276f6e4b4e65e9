using Understudy.Cli.Rendering;

namespace Understudy.Tests.Cli;

public class MembersReportTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 12, 30, 0, TimeSpan.FromHours(1));

    private static readonly Member[] Table =
    [
        Line(0, MemberState.Disconnected, 0, null),
        Line(1, MemberState.Unresponsive, 1, TimeSpan.FromSeconds(1)),
        Line(2, MemberState.AwaitingConfirmation, 2, TimeSpan.FromMinutes(1)),
        Line(3, MemberState.Active, 4, TimeSpan.FromHours(1)),
        Line(4, MemberState.Disconnected, 0, TimeSpan.FromDays(2)),
        Line(5, MemberState.Disconnected, 0, null),
    ];

    /// <summary>The same, with ids up to the highest.</summary>
    private static readonly Member[] LargeTable =
        [.. Table, .. Enumerable.Range(6, 250).Select(id => Line(id, MemberState.Disconnected, 0, null))];

    [Fact]
    public void WriteTo_FewIds_ShowsEachOfThemAndNoId0()
        => Assert.Equal(
            [
                "id state since note", "1 Unresponsive 12:29:59", "2 Awaiting confirmation 12:29:00 lead",
                "3 Active 11:30:00 this server", "4 Disconnected 2025-12-31", "5 Disconnected never heard",
            ],
            Rows(Table, 80));

    [Fact]
    public void WriteTo_ManyIds_ShowsEachOneEverHeardAndCountsTheOthers()
        => Assert.Equal(
            [
                "id state since note", "1 Unresponsive 12:29:59", "2 Awaiting confirmation 12:29:00 lead",
                "3 Active 11:30:00 this server", "4 Disconnected 2025-12-31", "251 more ids, never heard",
            ],
            Rows(LargeTable, 80));

    [Fact]
    public void WriteTo_FortyColumns_BreaksNoWord()
    {
        string text = Drawn(LargeTable, 40);
        Assert.All(text.Split('\n'), line => Assert.InRange(line.TrimEnd().Length, 0, 40));
        Assert.All(
            ["Unresponsive", "Awaiting", "confirmation", "Disconnected", "2025-12-31", "12:29:00", "lead", "server"],
            word => Assert.Contains(word, text, StringComparison.Ordinal));
    }

    [Fact]
    public void Of_Id0ThatIsHeard_ShowsIt()
    {
        Member[] table = [Line(0, MemberState.Active, 4, TimeSpan.Zero), .. LargeTable[1..]];
        MembersReport report = MembersReport.Of(3, ServerRole.Understudy, table, Now);
        Assert.Equal((0, true, 251), (report.Members[0].Id, report.Members[0].IsLead, report.NeverHeard));
    }

    [Fact]
    public void Of_ServerThatDoesNotHearItself_ShowsItAnyway()
        => Assert.Equal(
            [1, 2, 3, 4, 7],
            MembersReport.Of(7, ServerRole.Unheard, LargeTable, Now).Members.Select(line => line.Id));

    [Fact]
    public void ToString_Table_IsOneLine()
        => Assert.Equal(
            "members: 1 Unresponsive since 12:29:59, 2 Awaiting confirmation since 12:29:00 (lead), "
            + "3 Active since 11:30:00 (this server), 4 Disconnected since 2025-12-31, 5 Disconnected never heard",
            MembersReport.Of(3, ServerRole.Understudy, Table, Now).ToString());

    private static string[] Rows(Member[] table, int width)
        => [.. Drawn(table, width).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(row => string.Join(' ', row.Split(' ', StringSplitOptions.RemoveEmptyEntries)))
            .Where(row => row.Length > 0)];

    private static string Drawn(Member[] table, int width)
    {
        using var text = new StringWriter();
        MembersReport.Of(3, ServerRole.Understudy, table, Now)
            .WriteTo(PlainConsole.On(text, hasColour: false, width));
        Assert.DoesNotContain('\x1b', text.ToString());
        return text.ToString();
    }

    private static Member Line(int id, MemberState state, int countdown, TimeSpan? time)
        => new() { Id = id, State = state, Countdown = countdown, IsEligible = countdown >= 2, TimeInState = time };
}
