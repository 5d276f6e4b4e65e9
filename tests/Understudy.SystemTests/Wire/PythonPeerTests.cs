using System.Buffers.Binary;
using System.Text.Json;
using Understudy.SystemTests.Network;
using Understudy.SystemTests.Processes;
using Understudy.Tests.Protocol;

namespace Understudy.SystemTests.Wire;

/// <summary>
/// A server and a client that were written from docs/protocol.md alone, and ours, as one cluster on loopback: what the
/// page says is what both do.
/// </summary>
public class PythonPeerTests
{
    private const string Second = "1s";

    /// <summary>A period in which no server is given up while a test goes on: probes make it known at once.</summary>
    private const string Long = "10s";

    private readonly TestGroups _groups = TestGroups.Next();

    [Fact]
    public async Task Lead_WrittenFromThePage_IsStoodInForByOursWhenItIsKilled()
    {
        PythonPeer.SkipWhereThereIsNoPython();
        await using ProgramProcess peer = StartPeer(1);
        await peer.Output.WaitForAsync("role: lead");
        Assert.Equal((1, 0), await AskWithOursAsync());
        await using ProgramProcess ours = await StartOursAsync(2);
        await ours.Errors.WaitForAsync("role: understudy: server 1 answers");
        await peer.Output.WaitForAsync("server 2: Disconnected -> Active");
        Assert.Equal((1, 0), await AskAsync(limit: 0));

        await peer.KillAsync();
        Assert.Equal(2, (await AskAsync(limit: 1)).Server);
        await ours.Errors.WaitForAsync("role: lead");
        Assert.Equal((2, 0), await AskAsync(limit: 0));
    }

    [Fact]
    public async Task Understudy_WrittenFromThePage_StandsInForOursWhenItIsKilled()
    {
        PythonPeer.SkipWhereThereIsNoPython();
        await using ProgramProcess ours = await StartOursAsync(1);
        await using ProgramProcess peer = StartPeer(2);
        await peer.Output.WaitForAsync("role: understudy: server 1 answers");
        await ours.Errors.WaitForAsync("server 2: Disconnected -> Active");
        Assert.Equal((1, 0), await AskAsync(limit: 0));

        await ours.KillAsync();
        Assert.Equal(2, (await AskAsync(limit: 1)).Server);
        await peer.Output.WaitForAsync("role: lead");
        Assert.Equal((2, 0), await AskAsync(limit: 0));
        Assert.Equal((2, 0), await AskWithOursAsync());
    }

    [Fact]
    public async Task Lead_WrittenFromThePage_IsGoneAtOnceWhenItSaysFarewell()
    {
        PythonPeer.SkipWhereThereIsNoPython();
        await using ProgramProcess peer = StartPeer(1, Long);
        await using ProgramProcess ours = await StartOursAsync(2, Long);
        await ours.Errors.WaitForAsync("role: understudy: server 1 answers");

        peer.Signal(UnixSignal.Terminate);
        await ours.Errors.WaitForAsync("server 1: Active -> Disconnected");
        await ours.Errors.WaitForAsync("role: lead");
        Assert.Equal(0, await peer.WaitForExitAsync());
        Assert.Contains("left; dropped {}", peer.Output.Lines);
    }

    [Fact]
    public async Task Lead_OfOurs_IsGoneAtOnceForThePeerWhenItSaysFarewell()
    {
        PythonPeer.SkipWhereThereIsNoPython();
        await using ProgramProcess ours = await StartOursAsync(1, Long);
        await using ProgramProcess peer = StartPeer(2, Long);
        await peer.Output.WaitForAsync("role: understudy: server 1 answers");

        ours.Signal(UnixSignal.Terminate);
        await peer.Output.WaitForAsync("server 1: Active -> Disconnected");
        await peer.Output.WaitForAsync("role: lead");
    }

    [Fact]
    public async Task Client_WrittenFromThePage_RaisesItsLimitWhenTheLeadStandsStill()
    {
        PythonPeer.SkipWhereThereIsNoPython();
        await using ProgramProcess lead = await StartOursAsync(1, Long);
        await using ProgramProcess next = await StartOursAsync(2, Long);
        await next.Errors.WaitForAsync("role: understudy: server 1 answers");

        lead.Pause();
        await using ProgramProcess client = PythonPeer.Start($"ask {_groups.ClientOptions} 3+5-4/3*4 2+2");
        Assert.Equal(0, await client.WaitForExitAsync());
        Assert.Equal(["2.666666666666667", "4"], client.Output.Lines);

        // A busy machine may need one more.
        Assert.Collection(
            client.Errors.Lines,
            first => Assert.StartsWith("server=2 rank=1 limits=[0, 1", first, StringComparison.Ordinal),
            then => Assert.StartsWith("server=2 rank=1 limits=[1", then, StringComparison.Ordinal));
    }

    /// <summary>The elder stays, whoever wrote it.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task TwoWithOneId_OneOfThemWrittenFromThePage_TheYoungerStandsAside(bool isOursFirst)
    {
        PythonPeer.SkipWhereThereIsNoPython();
        await using ProgramProcess first = isOursFirst ? StartOurs(1) : StartPeer(1);
        await (isOursFirst ? first.Errors : first.Output).WaitForAsync("role: lead");
        await using ProgramProcess second = isOursFirst ? StartPeer(1) : StartOurs(1);
        Transcript ofSecond = isOursFirst ? second.Output : second.Errors;
        await ofSecond.WaitForAsync(isOursFirst ? "role: aside" : "role: silent: another server uses its id");

        await first.KillAsync();
        await ofSecond.WaitForAsync("role: lead");
        Assert.Equal((1, 0), await AskAsync(limit: 0));
    }

    /// <summary>
    /// Asks once, by the bytes of the page. So nothing is asked again, of more servers, where the machine is slow.
    /// </summary>
    private async Task<(int Server, int Rank)> AskAsync(byte limit)
    {
        ProtocolVector request = ProtocolVector.ReadAll().First(vector => vector["kind"] == "request");
        byte[] datagram = request.Datagram;
        datagram[28] = limit;
        using RawSocket client = RawSocket.Sender();
        BinaryPrimitives.WriteUInt64BigEndian(datagram.AsSpan(12), (ulong)client.Address.Port);
        client.Send(datagram, _groups.Requests);
        byte[] reply = (await client.ReceiveBytesAsync(ProgramProcess.Deadline))?.Datagram ?? [];
        Assert.Equal("2.666666666666667"u8, reply.AsSpan(34));
        return (reply[30], reply[31]);
    }

    private async Task<(int Server, int Rank)> AskWithOursAsync()
    {
        await using ProgramProcess calc = ProgramProcess.Start($"calc 3+5-4/3*4 --json {_groups.ClientOptions}");
        JsonElement answer = await calc.ReadReportAsync<JsonElement>();
        Assert.Equal("2.666666666666667", answer.GetProperty("result").GetString());
        return (answer.GetProperty("server").GetInt32(), answer.GetProperty("rank").GetInt32());
    }

    private ProgramProcess StartPeer(int id, string period = Second)
        => PythonPeer.Start($"serve --id {id} {_groups.ServerOptions} --heartbeat {period.TrimEnd('s')}");

    private ProgramProcess StartOurs(int id, string period = Second)
        => ProgramProcess.Start($"serve --id {id} {_groups.ServerOptions} --heartbeat {period} --report 0");

    private async Task<ProgramProcess> StartOursAsync(int id, string period = Second)
    {
        ProgramProcess server = StartOurs(id, period);
        await server.Output.WaitForAsync("READY");
        return server;
    }
}
