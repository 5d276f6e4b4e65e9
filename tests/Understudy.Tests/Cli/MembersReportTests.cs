using Understudy.Cli.Rendering;

namespace Understudy.Tests.Cli;

public class MembersReportTests
{
    private static readonly Member[] Table =
    [
        Line(0, MemberState.Disconnected, 0, false),
        Line(1, MemberState.Unresponsive, 1, false),
        Line(2, MemberState.AwaitingConfirmation, 2, true),
        Line(3, MemberState.Active, 4, true),
        Line(4, MemberState.Disconnected, 0, false),
    ];

    [Fact]
    public void ToJson_Table_IsOneLineOfItsWholeShape()
        => Assert.Equal(
            "{\"schema\":1,\"server\":3,\"role\":\"understudy\",\"members\":["
            + "{\"id\":1,\"state\":\"unresponsive\",\"countdown\":1,\"isSelf\":false,\"isLead\":false},"
            + "{\"id\":2,\"state\":\"awaitingConfirmation\",\"countdown\":2,\"isSelf\":false,\"isLead\":true},"
            + "{\"id\":3,\"state\":\"active\",\"countdown\":4,\"isSelf\":true,\"isLead\":false}],\"disconnected\":2}",
            MembersReport.Of(3, ServerRole.Understudy, Table).ToJson());

    [Fact]
    public void WriteTo_NoTerminal_ShowsEveryMemberWithoutColour()
    {
        using var text = new StringWriter();
        MembersReport.Of(3, ServerRole.Understudy, Table).WriteTo(PlainConsole.On(text, hasColour: false, 80));

        string[] rows = [.. text.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(row => string.Join(' ', row.Split(' ', StringSplitOptions.RemoveEmptyEntries)))
            .Where(row => row.Length > 0)];
        Assert.Equal("id state countdown note", rows[0]);
        Assert.Equal(
            ["1 Unresponsive 1", "2 Awaiting confirmation 2 lead", "3 Active 4 this server", "2 more disconnected"],
            rows[2..]);
        Assert.DoesNotContain('\x1b', text.ToString());
    }

    [Fact]
    public void Of_ServerThatDoesNotHearItself_ShowsItAnyway()
        => Assert.Equal([1, 2, 3, 4], MembersReport.Of(4, ServerRole.Unheard, Table).Members.Select(line => line.Id));

    private static Member Line(int id, MemberState state, int countdown, bool isEligible)
        => new() { Id = id, State = state, Countdown = countdown, IsEligible = isEligible };
}
