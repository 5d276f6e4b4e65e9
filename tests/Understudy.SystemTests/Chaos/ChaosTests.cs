using System.Globalization;
using Understudy.SystemTests.Hosts;
using Understudy.SystemTests.Load;
using Understudy.SystemTests.Network;

namespace Understudy.SystemTests.Chaos;

/// <summary>
/// Five servers on five hosts and a client on a sixth, while servers die, pause and are replaced and the network is
/// spoilt, in an order that one seed decides.
/// </summary>
/// <remarks>
/// UNDERSTUDY_CHAOS_MINUTES makes it longer, UNDERSTUDY_CHAOS_SEED another one. What was done when, and the counts,
/// are in the test's output and in <c>artifacts/system-tests/chaos.txt</c>.
/// </remarks>
[Collection(TestsAlone.Name)]
public sealed class ChaosTests
{
    private const int Rate = 500;
    private const double UsualMinutes = 23.0 / 60;
    private const double UsualSeed = 118;

    private readonly TestGroups _groups = TestGroups.Next();

    [Fact]
    public async Task Service_AmidFaultsOfAllKinds_LosesNoRequestAndSettles()
    {
        NetworkNamespace.SkipWhereNoneCanBeMade();
        ulong seed = (ulong)Amount.Of("UNDERSTUDY_CHAOS_SEED", UsualSeed);
        ChaosPlan plan = ChaosPlanner.Draw(
            seed, TimeSpan.FromMinutes(Amount.Of("UNDERSTUDY_CHAOS_MINUTES", UsualMinutes)));
        await using HubLan lan = await HubLan.StartAsync(ChaosPlan.ClientHost, (int)(seed % int.MaxValue));
        await using var servers = new ChaosServers(lan, _groups);
        for (int id = 1; id <= ChaosPlan.Servers; id++)
            servers.Start(id);
        await servers.AwaitReadyAsync();

        var run = new ChaosRun(plan, lan, servers);
        string client = $"--interface eth0 {_groups.ClientOptions}";
        TimeSpan duration = DurationOf(plan);
        await using BenchLoad load = BenchLoad.Start(Rate, duration, client, lan.Host(ChaosPlan.ClientHost));
        try
        {
            await run.RunAsync(duration);
            bool isCovered = !load.IsOver;
            ProbeCounts probe = await ProbeCounts.MeasureAsync(client, lan.Host(ChaosPlan.ClientHost));
            LoadCounts counts = await load.FinishAsync();
            string story = Tell(plan, run, counts, probe);
            TestResults.Tell("chaos", $"{story}\n{counts.Details}\n{run}");
            Assert.True(
                isCovered && counts.IsFlawless && probe.IsFlawless,
                $"{story}\nload until the end: {isCovered}\n{counts.Details}\n{plan}\n{run}\n{servers}");
        }
        catch (Exception error) when (error is TimeoutException or InvalidOperationException)
        {
            throw new InvalidOperationException($"{error.Message}\n{plan}\n{run}\n{servers}", error);
        }
    }

    /// <summary>
    /// The load goes on a little longer than planned, for an act may have to wait until all servers are well.
    /// </summary>
    private static TimeSpan DurationOf(ChaosPlan plan) => (plan.Length * 1.05) + TimeSpan.FromSeconds(3);

    private static string Tell(ChaosPlan plan, ChaosRun run, LoadCounts counts, ProbeCounts probe)
    {
        ChaosFault[] faults = [.. plan.Acts.Take(run.Acts).SelectMany(act => act.Faults)];
        string kinds = string.Join(
            ", ", faults.CountBy(fault => fault.Kind).OrderBy(one => one.Key).Select(one => $"{one.Key} {one.Value}"));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"seed {plan.Seed}, {plan.Length.TotalSeconds:0} s, {run.Delay.TotalSeconds:0.0} s behind: "
            + $"{faults.Length} faults in {run.Acts} of {plan.Acts.Count} acts ({kinds})\n{counts}\nafter it: {probe}");
    }
}
