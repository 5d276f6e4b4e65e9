using System.Diagnostics;
using Understudy.SystemTests.Network;
using Understudy.SystemTests.Processes;

namespace Understudy.SystemTests.Classic;

/// <summary>The classic dialect on loopback, spoken by bare sockets on the other side.</summary>
public class ClassicWireTests
{
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(400);
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(150);

    private readonly TestGroups _groups = TestGroups.Next();

    [Theory]
    [InlineData("3+5-4/3*4", "2.666666666666667")]
    [InlineData("2**100", "1267650600228229401496703205376")]
    [InlineData("1e16", "1e+16")]
    [InlineData("1/0", "Invalid Expression!")]
    [InlineData("hello", "Invalid Expression!")]
    [InlineData("__import__('os').getpid()", "Invalid Expression!")]
    [InlineData("9**9**9", "Invalid Expression!")]
    public async Task RawClient_AskingOneServer_GetsExactlyTheText(string expression, string answer)
    {
        await using ProgramProcess server = await StartServerAsync(2);
        using RawSocket client = RawSocket.Sender();
        client.Send(expression, _groups.Requests);

        Assert.Equal(answer, (await client.ReceiveAsync(ProgramProcess.Deadline))?.Text);
        Assert.Null(await client.ReceiveAsync(Soon));
    }

    [Fact]
    public async Task Heartbeat_OnTheWire_IsTheIdInDigits()
    {
        using RawSocket listener = RawSocket.Listener(_groups.Heartbeats);
        await using ProgramProcess server = await StartServerAsync(42);
        for (int heard = 0; heard < 3; heard++)
            Assert.Equal("42", (await listener.ReceiveAsync(ProgramProcess.Deadline))?.Text);
    }

    [Fact]
    public async Task Server_BeforeItsFirstPeriodIsOver_NeitherSpeaksNorAnswers()
    {
        using RawSocket listener = RawSocket.Listener(_groups.Heartbeats);
        using RawSocket client = RawSocket.Sender();
        await using ProgramProcess server = ProgramProcess.Start(Serve(2, "--heartbeat 5s"));
        await server.Errors.WaitForAsync("listening");

        Assert.Null(await client.AskAsync("1+1", _groups.Requests, Soon));
        Assert.Null(await listener.ReceiveAsync(Soon));
        await server.Errors.WaitForAsync("silent: this server has only just started");
        Assert.Empty(server.Output.Lines);
    }

    [Fact]
    public async Task RawPeer_WithALowerId_SilencesTheServerForAsLongAsItSpeaks()
    {
        await using ProgramProcess server = await StartServerAsync(2);
        using RawSocket client = RawSocket.Sender();
        using RawSocket peer = RawSocket.Sender();
        peer.Send("1", _groups.Heartbeats);
        await server.Errors.WaitForAsync("role: understudy: server 1 answers");

        for (int beat = 0; beat < 5; beat++)
        {
            peer.Send("1", _groups.Heartbeats);
            Assert.Null(await client.AskAsync("1+1", _groups.Requests, Period));
        }

        peer.Send("1", _groups.Heartbeats);
        var silence = Stopwatch.StartNew();
        while (await client.AskAsync("1+1", _groups.Requests, TimeSpan.FromMilliseconds(10)) is null)
            Assert.True(silence.Elapsed < ProgramProcess.Deadline, "The server never came back.");

        // The third tick after the last heartbeat comes between 2 and 3 periods after it. The rest is a busy machine's;
        // a fourth tick would come after 3 to 4 periods, half a period later on average.
        Assert.InRange(silence.Elapsed, Period * 1.9, (Period * 3) + TimeSpan.FromMilliseconds(300));
        await server.Errors.WaitForAsync("silent: server 1 is active");
    }

    [Fact]
    public async Task RawPeer_WithId0_IsBelieved()
    {
        await using ProgramProcess server = await StartServerAsync(1);
        using RawSocket peer = RawSocket.Sender();
        peer.Send("0", _groups.Heartbeats);
        await server.Errors.WaitForAsync("role: understudy: server 0 answers");
    }

    [Fact]
    public async Task RawPeer_WithAHigherId_SilencesNobody()
    {
        await using ProgramProcess server = await StartServerAsync(2);
        using RawSocket peer = RawSocket.Sender();
        using RawSocket client = RawSocket.Sender();
        peer.Send("3", _groups.Heartbeats);
        await server.Errors.WaitForAsync("server 3: Disconnected -> Active");
        Assert.Equal("2", await client.AskAsync("1+1", _groups.Requests, ProgramProcess.Deadline));
    }

    [Fact]
    public async Task OurClient_AskingARawServer_TakesItsAnswer()
    {
        using RawSocket listener = RawSocket.Listener(_groups.Requests);
        using RawSocket server = RawSocket.Sender();
        await using ProgramProcess client = ProgramProcess.Start(
            ["calc", "6*7", .. _groups.ClassicClientOptions.Split(' '), "-v"]);

        var request = await listener.ReceiveAsync(ProgramProcess.Deadline);
        Assert.Equal("6*7", request?.Text);
        server.Send("forty-two", request!.Value.Sender);

        Assert.Equal(0, await client.WaitForExitAsync());
        Assert.Equal(["forty-two"], client.Output.Lines);
        Assert.Contains($"server={server.Address} attempts=", client.Errors.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Calc_WithClassic_UsesTheOriginalsGroupsAndTimeToLive()
    {
        using RawSocket heartbeats = RawSocket.Listener(new(System.Net.IPAddress.Parse("224.1.1.2"), 5008));
        await using ProgramProcess server = ProgramProcess.Start("serve --id 7 --classic --heartbeat 200ms");
        string ready = await server.Output.WaitForAsync("READY");
        Assert.Contains("group=224.1.1.1:5007 heartbeat-group=224.1.1.2:5008", ready, StringComparison.Ordinal);
        Assert.Equal("7", (await heartbeats.ReceiveAsync(ProgramProcess.Deadline))?.Text);

        await using ProgramProcess client = ProgramProcess.Start("calc 1+1 --classic");
        Assert.Equal(0, await client.WaitForExitAsync());
        Assert.Equal(["2"], client.Output.Lines);
    }

    private string Serve(int id, string options)
        => $"serve --id {id} {_groups.ClassicServerOptions} --log-level debug {options}";

    private async Task<ProgramProcess> StartServerAsync(int id)
    {
        ProgramProcess server = ProgramProcess.Start(Serve(id, $"--heartbeat {Period.TotalMilliseconds}ms"));
        await server.Output.WaitForAsync("READY");
        return server;
    }
}
