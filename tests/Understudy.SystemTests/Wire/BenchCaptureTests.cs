using System.Text.Json;
using Understudy.SystemTests.Load;
using Understudy.SystemTests.Network;
using Understudy.SystemTests.Processes;

namespace Understudy.SystemTests.Wire;

/// <summary>What <c>understudy bench</c> tells, held to what went over the wire meanwhile.</summary>
[Collection(TestsAlone.Name)]
public class BenchCaptureTests
{
    /// <summary>A cluster that no other test has, and its hash as docs/protocol.md tells it.</summary>
    private const string Cluster = "a";
    private const string ClusterHash = "0xaf63dc4c8601ec8c";

    private const int RequestsBeforeThePause = 150;
    private const int RequestsInThePause = 80;

    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(2);

    private readonly TestGroups _groups = TestGroups.Next();

    [Fact]
    public async Task Bench_WhoseServerStandsStillForAWhile_TellsWhatThePacketsTell()
    {
        Assert.SkipWhen(Tshark.Obstacle is not null, Tshark.Obstacle ?? "");
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "a capture needs root");
        UnixSignal.Interrupt.SkipWhereIgnored();
        await using ProgramProcess capture = await Tshark.CaptureAsync(
            "-Y", $"understudy.cluster == {ClusterHash} && (understudy.kind == 2 || understudy.kind == 3)",
            "-T", "fields", "-e", "frame.time_epoch", "-e", "understudy.kind", "-e", "understudy.sender",
            "-e", "understudy.sequence");
        await using ProgramProcess server = ProgramProcess.Start(
            $"serve --id 1 {_groups.ServerOptions} --cluster {Cluster} --heartbeat 5s");
        await server.Output.WaitForAsync("READY");
        await using ProgramProcess bench = ProgramProcess.Start(
            $"bench --rate 200 --duration 2s --json {_groups.ClientOptions} --cluster {Cluster}");
        await WaitAsync(() => RequestsIn(capture) >= RequestsBeforeThePause);
        server.Pause();
        await WaitAsync(() => RequestsIn(capture) >= RequestsBeforeThePause + RequestsInThePause);
        server.Signal(UnixSignal.Continue);
        await bench.WaitForExitAsync();
        using JsonDocument document = JsonDocument.Parse(Assert.Single(bench.Output.Lines));
        JsonElement report = document.RootElement;
        int answered = report.GetProperty("answered").GetInt32();
        await WaitAsync(() => BenchPackets.Read(capture.Output.Lines).Answered >= answered);
        capture.Signal(UnixSignal.Interrupt);
        await capture.WaitForExitAsync();

        BenchPackets packets = BenchPackets.Read(capture.Output.Lines);
        Assert.Equal(packets.Requests, report.GetProperty("sent").GetInt32());
        Assert.Equal(packets.Answered, answered);
        Assert.Equal(packets.Repeats, report.GetProperty("repeats").GetInt32());
        Assert.True(packets.Repeats > 0);
        Assert.Equal(packets.DuplicateReplies, report.GetProperty("duplicateReplies").GetInt32());
        double longestGap = report.GetProperty("longestGapMilliseconds").GetDouble();
        Assert.Equal(packets.LongestGapMilliseconds(Duration), longestGap, tolerance: 5);
        double median = report.GetProperty("latencyMicroseconds").GetProperty("p50").GetDouble();
        Assert.InRange(median, packets.MedianMicroseconds, packets.MedianMicroseconds + 1000);
    }

    /// <summary>Requests and repeats of the bench, those that warm it up included.</summary>
    private static int RequestsIn(ProgramProcess capture)
        => capture.Output.Lines.Count(line => line.Split('\t')[1] == BenchPackets.Request);

    private static async Task WaitAsync(Func<bool> condition)
    {
        using var deadline = new CancellationTokenSource(ProgramProcess.Deadline);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        while (!condition())
            await timer.WaitForNextTickAsync(deadline.Token);
    }
}
