using System.Diagnostics;
using Understudy.SystemTests.Network;
using Understudy.SystemTests.Processes;

namespace Understudy.SystemTests.Classic;

/// <summary>Servers that start, stop, pause and meet their own id, as processes on loopback.</summary>
public class LifecycleTests
{
    private readonly TestGroups _groups = TestGroups.Next();

    [Fact]
    public async Task Servers_KilledOneAfterTheOther_AreEachStoodInFor()
    {
        await using ProgramProcess first = await StartServerAsync(1);
        await using ProgramProcess second = await StartServerAsync(2);
        await using ProgramProcess third = await StartServerAsync(3);
        await third.Errors.WaitForAsync("server 2: Disconnected -> Active");

        int from = second.Errors.Lines.Length;
        await first.KillAsync();
        await second.Errors.WaitForAsync("role: lead", from);
        Assert.Equal("2", await AnswerOfOursAsync());

        from = third.Errors.Lines.Length;
        await second.KillAsync();
        await third.Errors.WaitForAsync("role: lead", from);
        Assert.Equal("2", await AnswerOfOursAsync());
    }

    [Fact]
    public async Task Client_AskingWhileTheLeadIsBeingGivenUp_IsAnsweredLate()
    {
        await using ProgramProcess first = await StartServerAsync(1);
        await using ProgramProcess second = await StartServerAsync(2);
        await second.Errors.WaitForAsync("role: understudy");
        await first.KillAsync();
        Assert.Equal("2", await AnswerOfOursAsync());
    }

    [Fact]
    public async Task LowerId_ThatStarts_TakesTheLeadBack()
    {
        await using ProgramProcess second = await StartServerAsync(2);
        await using ProgramProcess first = await StartServerAsync(1);
        await second.Errors.WaitForAsync("role: understudy: server 1 answers");
        Assert.Contains("role: lead", first.Errors.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lead_PausedAndContinued_DoesNotAnswerWhatQueuedUp()
    {
        await using ProgramProcess first = await StartServerAsync(1);
        await using ProgramProcess second = await StartServerAsync(2);
        using RawSocket client = RawSocket.Sender();
        using RawSocket late = RawSocket.Sender();
        await second.Errors.WaitForAsync("role: understudy");

        int from = second.Errors.Lines.Length;
        first.Pause();
        late.Send("10+1", _groups.Requests);
        await second.Errors.WaitForAsync("role: lead", from);
        Assert.Equal("2", await client.AskAsync("1+1", _groups.Requests, ProgramProcess.Deadline));

        from = second.Errors.Lines.Length;
        int fromFirst = first.Errors.Lines.Length;
        first.Signal(UnixSignal.Continue);
        await first.Errors.WaitForAsync("this server stood still for");

        // It answers once it has heard itself, a moment after the others have.
        await first.Errors.WaitForAsync("role: lead", fromFirst);
        await second.Errors.WaitForAsync("role: understudy", from);
        Assert.Equal("3", await client.AskAsync("1+2", _groups.Requests, ProgramProcess.Deadline));
        await first.Errors.WaitForAsync("request \"1+2\"", fromFirst);
        Assert.DoesNotContain(first.Errors.Lines, line => line.Contains("answered \"11\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task SecondServerWithOneId_StandsAsideAndTakesOverWhenTheFirstGoes()
    {
        await using ProgramProcess first = await StartServerAsync(1);
        await using ProgramProcess twin = StartServer(1);
        await twin.Errors.WaitForAsync("also uses id 1: give each server an id of its own (--id)");
        await twin.Errors.WaitForAsync("role: silent: another server uses its id");

        using RawSocket client = RawSocket.Sender();
        Assert.Equal("2", await client.AskAsync("1+1", _groups.Requests, ProgramProcess.Deadline));
        Assert.Null(await client.ReceiveAsync(TimeSpan.FromMilliseconds(100)));

        await first.KillAsync();
        await twin.Output.WaitForAsync("READY id=1");
        Assert.Equal("2", await client.AskAsync("1+1", _groups.Requests, ProgramProcess.Deadline));
    }

    [Theory]
    [InlineData(15)]
    [InlineData(2)]
    public async Task Server_ToldToStop_EndsInOrderAndSaysSo(int signal)
    {
        new UnixSignal(signal).SkipWhereIgnored();
        await using ProgramProcess server = await StartServerAsync(1);
        server.Signal(new UnixSignal(signal));
        Assert.Equal(0, await server.WaitForExitAsync());
        Assert.Contains("[1] stopped", server.Errors.ToString(), StringComparison.Ordinal);
    }

    /// <summary>Under nohup a program ignores the signal, and is meant to: this one does not know of any.</summary>
    [Fact]
    public async Task Server_WhoseTerminalHangsUp_EndsInOrderAndSaysSo()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "env --default-signal needs GNU coreutils");
        ProcessStartInfo start = ProgramProcess.StartInfo($"serve --id 1 {_groups.ClassicServerOptions}".Split(' '));
        start.ArgumentList.Insert(0, start.FileName);
        start.ArgumentList.Insert(0, "--default-signal=HUP");
        start.FileName = "env";
        await using ProgramProcess server = ProgramProcess.Start(start);
        await server.Output.WaitForAsync("READY");
        server.Signal(UnixSignal.HangUp);
        Assert.Equal(0, await server.WaitForExitAsync());
        Assert.Contains("[1] stopped", server.Errors.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Server_WhoseParentGoes_Stops()
    {
        await using ProgramProcess server = await StartServerAsync(1, "--stop-with-stdin");
        server.Input.Close();
        Assert.Equal(0, await server.WaitForExitAsync());
    }

    private async Task<string> AnswerOfOursAsync()
    {
        await using ProgramProcess client = ProgramProcess.Start($"calc 1+1 {_groups.ClassicClientOptions}");
        Assert.Equal(0, await client.WaitForExitAsync());
        return Assert.Single(client.Output.Lines);
    }

    private ProgramProcess StartServer(int id, string options = "--report 0")
        => ProgramProcess.Start(
            $"serve --id {id} {_groups.ClassicServerOptions} --heartbeat 300ms --log-level debug {options}");

    private async Task<ProgramProcess> StartServerAsync(int id, string options = "--report 0")
    {
        ProgramProcess server = StartServer(id, options);
        await server.Output.WaitForAsync("READY");
        return server;
    }
}
