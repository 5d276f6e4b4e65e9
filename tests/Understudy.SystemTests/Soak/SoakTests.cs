using System.Diagnostics;
using System.Globalization;
using Understudy.SystemTests.Load;
using Understudy.SystemTests.Network;
using Understudy.SystemTests.Processes;

namespace Understudy.SystemTests.Soak;

/// <summary>
/// A lead and its understudy under a steady load, with junk in it, while clients and another server come and go.
/// </summary>
/// <remarks>
/// UNDERSTUDY_SOAK_MINUTES makes it longer. The measures are in the test's output and in
/// <c>artifacts/system-tests/soak.txt</c>. The servers have a small nursery for new objects: with the usual one, of
/// the size of the processor's cache, minutes pass before a first collection, and until then memory only grows.
/// </remarks>
[Collection(TestsAlone.Name)]
public sealed class SoakTests
{
    private const double UsualMinutes = 16.0 / 60;
    private const int RequestsPerSecond = 500;
    private const int FillingPerSecond = 3000;
    private const int JunkPerSecond = 500;
    private const string NurseryBytes = "0x100000";

    private static readonly TimeSpan SamplePace = TimeSpan.FromMilliseconds(200);

    private readonly TestGroups _groups = TestGroups.Next();

    [Fact]
    public async Task Servers_UnderSteadyLoad_StayAsTheyAre()
    {
        NetworkNamespace.SkipWhereNoneCanBeMade();
        TimeSpan duration = TimeSpan.FromMinutes(Amount.Of("UNDERSTUDY_SOAK_MINUTES", UsualMinutes));
        using var host = new NetworkNamespace();
        await using ProgramProcess lead = StartServer(1, host);
        await using ProgramProcess understudy = StartServer(2, host);
        await lead.Output.WaitForAsync("READY");
        await understudy.Output.WaitForAsync("READY");

        // Until it remembers as many requests as it may, a server grows.
        await using BenchLoad filling = BenchLoad.Start(
            FillingPerSecond, TimeSpan.FromSeconds(2), _groups.ClientOptions, host);
        await filling.FinishAsync();
        await using BenchLoad load = BenchLoad.Start(RequestsPerSecond, duration, _groups.ClientOptions, host);
        await using ProgramProcess junk = ProgramProcess.StartLab(
            FloodCounts.Order(_groups.Requests, JunkPerSecond, duration), host);
        await using var passers = new Passers(host, _groups.QuietServer(3), $"calc 1+1 {_groups.ClientOptions}");
        FootprintHistory[] histories = [new("lead"), new("understudy")];
        await SampleAsync(load, [lead.Id, understudy.Id], histories);
        await passers.StopAsync();
        LoadCounts counts = await load.FinishAsync();

        string story = string.Create(
            CultureInfo.InvariantCulture,
            $"{duration.TotalSeconds:0} s, {passers.Clients} clients and {passers.Servers} servers came and went\n"
            + $"{string.Join<FootprintHistory>('\n', histories)}\n{counts}");
        TestResults.Tell("soak", story);
        Assert.True(histories.All(history => history.IsFlat) && counts.IsFlawless, $"{story}\n{counts.Details}");
    }

    /// <summary>Until all requests have an outcome.</summary>
    private static async Task SampleAsync(BenchLoad load, int[] processes, FootprintHistory[] histories)
    {
        using var timer = new PeriodicTimer(SamplePace);
        while (!load.IsOver)
        {
            foreach ((int process, FootprintHistory history) in processes.Zip(histories))
                history.Add(Footprint.Of(process));
            await timer.WaitForNextTickAsync(TestContext.Current.CancellationToken);
        }
    }

    private ProgramProcess StartServer(int id, NetworkNamespace host)
    {
        ProcessStartInfo start = ProgramProcess.StartInfo(_groups.QuietServer(id).Split(' '), host);
        start.Environment["DOTNET_GCgen0size"] = NurseryBytes;
        return ProgramProcess.Start(start);
    }
}
