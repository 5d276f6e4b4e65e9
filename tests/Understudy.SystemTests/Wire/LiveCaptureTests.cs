using Understudy.SystemTests.Network;
using Understudy.SystemTests.Processes;

namespace Understudy.SystemTests.Wire;

/// <summary>docs/wireshark/understudy.lua on a capture of a real exchange over loopback, while it goes on.</summary>
public class LiveCaptureTests
{
    /// <summary>A cluster that no other test has, and its hash as docs/protocol.md tells it.</summary>
    private const string Cluster = "foobar";
    private const string ClusterHash = "0x85944171f73967e8";

    private readonly TestGroups _groups = TestGroups.Next();

    [Fact]
    public async Task FramedExchange_OnLoopback_IsShownPacketByPacket()
    {
        SkipWhereNothingCanBeCaptured();
        await using ProgramProcess capture = await Tshark.CaptureAsync("-Y", $"understudy.cluster == {ClusterHash}");
        await using ProgramProcess server = ProgramProcess.Start(
            $"serve --id 2 {_groups.ServerOptions} --cluster {Cluster}");
        await server.Output.WaitForAsync("READY");
        await using ProgramProcess calc = ProgramProcess.Start(
            $"calc 3+5-4/3*4 {_groups.ClientOptions} --cluster {Cluster}");
        Assert.Equal(0, await calc.WaitForExitAsync());

        await capture.Output.WaitForAsync("Probe");
        await capture.Output.WaitForAsync("Heartbeat #");
        await capture.Output.WaitForAsync("Request #2, rank limit 0");
        await capture.Output.WaitForAsync("Reply #2, server 2, rank 0, done");
        await EndAsync(capture);
    }

    [Fact]
    public async Task ClassicExchange_OnLoopback_IsShownPacketByPacket()
    {
        SkipWhereNothingCanBeCaptured();
        await using ProgramProcess capture = await Tshark.CaptureAsync(
            "-o", $"understudy.request_ports:{_groups.Requests.Port}",
            "-o", $"understudy.heartbeat_ports:{_groups.Heartbeats.Port}",
            "-Y", "understudy.dialect == \"classic\"");
        await using ProgramProcess server = ProgramProcess.Start(
            $"serve --id 2 {_groups.ClassicServerOptions} --heartbeat 200ms");
        await server.Output.WaitForAsync("READY");
        await using ProgramProcess calc = ProgramProcess.Start($"calc 3+5-4/3*4 {_groups.ClassicClientOptions}");
        Assert.Equal(0, await calc.WaitForExitAsync());

        await capture.Output.WaitForAsync("Classic heartbeat, server 2");
        await capture.Output.WaitForAsync("Classic request: 3+5-4/3*4");
        await capture.Output.WaitForAsync("Classic reply: 2.666666666666667");
        await EndAsync(capture);
    }

    /// <summary>Killed, it would leave its temporary file behind.</summary>
    private static async Task EndAsync(ProgramProcess capture)
    {
        capture.Signal(UnixSignal.Interrupt);
        Assert.Equal(0, await capture.WaitForExitAsync());
    }

    private static void SkipWhereNothingCanBeCaptured()
    {
        Assert.SkipWhen(Tshark.Obstacle is not null, Tshark.Obstacle ?? "");
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "a capture needs root");
        UnixSignal.Interrupt.SkipWhereIgnored();
    }
}
