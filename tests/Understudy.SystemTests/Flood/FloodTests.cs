using System.Net;
using Understudy.SystemTests.Load;
using Understudy.SystemTests.Network;
using Understudy.SystemTests.Processes;

namespace Understudy.SystemTests.Flood;

/// <summary>Junk of all kinds at a rate that no network of this kind has, while requests go on.</summary>
/// <remarks>
/// UNDERSTUDY_FLOOD_SECONDS makes it longer. The rate that the machine managed, and the counts, are in the test's
/// output and in <c>artifacts/system-tests/flood.txt</c>: a busy machine sends less, and no request may be lost on
/// any.
/// </remarks>
[Collection(TestsAlone.Name)]
public sealed class FloodTests
{
    private const int Servers = 2;
    private const int JunkPerSecond = 200_000;

    /// <summary>Any machine sends more.</summary>
    private const int LeastSent = 20_000;
    private const int RequestsPerSecond = 500;
    private const double UsualSeconds = 4;

    /// <summary>The load begins before the flood and ends after it, though programs take a while to start.</summary>
    private static readonly TimeSpan Around = TimeSpan.FromSeconds(4);

    private readonly TestGroups _groups = TestGroups.Next();

    [Fact]
    public Task Requests_WhileTheRequestGroupIsFlooded_AreAllAnswered() => FloodAsync("request", _groups.Requests);

    [Fact]
    public Task Requests_WhileTheHeartbeatGroupIsFlooded_AreAllAnswered()
        => FloodAsync("heartbeat", _groups.Heartbeats);

    private async Task FloodAsync(string name, IPEndPoint group)
    {
        NetworkNamespace.SkipWhereNoneCanBeMade();
        TimeSpan duration = TimeSpan.FromSeconds(Amount.Of("UNDERSTUDY_FLOOD_SECONDS", UsualSeconds));
        using var host = new NetworkNamespace();
        await using ProgramProcess lead = ProgramProcess.Start(_groups.QuietServer(1), host);
        await using ProgramProcess understudy = ProgramProcess.Start(_groups.QuietServer(2), host);
        await lead.Output.WaitForAsync("READY");
        await understudy.Output.WaitForAsync("READY");

        await using BenchLoad load = BenchLoad.Start(RequestsPerSecond, duration + Around, _groups.ClientOptions, host);
        await using ProgramProcess flood = ProgramProcess.StartLab(
            FloodCounts.Order(group, JunkPerSecond, duration), host);
        FloodCounts junk = await flood.ReadReportAsync<FloodCounts>(duration);
        bool isCovered = !load.IsOver;
        LoadCounts counts = await load.FinishAsync();

        string story = $"{name} group, {Servers} servers: {junk}\n{counts}";
        TestResults.Tell("flood", story);
        Assert.True(
            isCovered && counts.IsFlawless,
            $"{story}\nload until the end: {isCovered}\n{counts.Details}\n{lead.Errors}\n{understudy.Errors}");
        Assert.True(junk.SentPerSecond >= LeastSent, $"There was hardly a flood.\n{story}");
        Assert.False(lead.HasExited || understudy.HasExited, "A server has ended by itself.");
    }
}
