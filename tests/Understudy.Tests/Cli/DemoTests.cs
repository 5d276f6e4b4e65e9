using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Understudy.Cli.Demo;
using Understudy.Cli.Rendering;
using Understudy.Diagnostics;

namespace Understudy.Tests.Cli;

public class DemoTests
{
    [Theory]
    [InlineData("{\"eventId\":13,\"message\":\"id 1 (--id)\"}", "id 1 (--id)")]
    [InlineData("{\"eventId\":20,\"message\":\"request\"}", null)]
    [InlineData("{\"schema\":1}", null)]
    [InlineData("{\"eventId\":11,\"message\":\"role: \"}", "{\"eventId\":11,\"message\":\"role: \"}")]
    [InlineData("{", "{")]
    [InlineData("understudy: no such interface", "understudy: no such interface")]
    public void ChildLog_Line_IsShownWhenItTellsSomething(string line, string? shown)
        => Assert.Equal(shown is null ? null : new ChildMessage(shown), ChildLog.Read(line));

    [Theory]
    [InlineData(ServerRole.Lead, null, "lead")]
    [InlineData(ServerRole.Understudy, 12, "stands in for server 12")]
    [InlineData(ServerRole.Joining, null, "joining")]
    [InlineData(ServerRole.Paused, null, "silent")]
    public void ChildLog_RoleThatAServerLogs_IsToldInAFewWords(ServerRole role, int? lead, string words)
    {
        using var written = new StringWriter();
        var change = new RoleChange { From = ServerRole.Joining, To = role, LeadId = lead };
        Spoken said = Sentences.Of(change);
        var logger = new ServerLogger(new JsonLine(written), () => 3);
        logger.RoleChanged(LogLevel.Information, said, change.From, lead, default);
        Assert.Equal(new ChildMessage(said.Words, words), ChildLog.Read(written.ToString()));
    }

    [Fact]
    public async Task TakeoverLog_Kill_IsMeasuredToTheFirstAnswerOfAnother()
    {
        var time = new FakeTimeProvider();
        var log = new TakeoverLog(time);
        log.Answered(1);
        time.Advance(TimeSpan.FromSeconds(3));

        Task<KillLine> waiting = log.KillingAsync(1, TestContext.Current.CancellationToken);
        time.Advance(TimeSpan.FromMilliseconds(10));
        log.Answered(1);
        Assert.False(waiting.IsCompleted);
        time.Advance(TimeSpan.FromMilliseconds(240));
        log.Answered(2);

        Assert.Equal(new KillLine(1, 3000, 250, 2), await waiting);
        Assert.Equal([new KillLine(1, 3000, 250, 2)], log.Kills);
        Assert.Equal(2, log.LastToAnswer);
    }

    [Fact]
    public void DemoReport_ToJson_HasTheWholeShape()
        => Assert.Equal(
            "{\"schema\":1,\"servers\":3,\"asked\":5,\"answered\":3,\"wrong\":1,\"lost\":1,\"kills\":["
            + "{\"server\":1,\"atMilliseconds\":3000,\"firstAnswerMilliseconds\":null,\"answeredBy\":null}]}",
            new DemoReport(3, 5, 3, 1, 1, [new KillLine(1, 3000, null, null)]).ToJson());

    [Fact]
    public void ChildCommand_OnChosenGroups_UsesTwoPortsAndForwardsThem()
    {
        ChildCommand command = ChildCommand.OnChosenGroups(new Random(1), TimeSpan.FromMilliseconds(200));

        Assert.NotEqual(command.RequestGroup.Port, command.HeartbeatGroup.Port);
        Assert.Contains(
            $"--group {command.RequestGroup} --heartbeat-group {command.HeartbeatGroup} --heartbeat 200ms",
            string.Join(' ', command.Of(1).ArgumentList),
            StringComparison.Ordinal);
    }
}
