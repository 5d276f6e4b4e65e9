using System.Globalization;
using Understudy.Samples.Orders;
using Understudy.SystemTests.Hosts;
using Understudy.SystemTests.Load;
using Understudy.SystemTests.Network;
using Understudy.SystemTests.Processes;

namespace Understudy.SystemTests.Orders;

/// <summary>
/// Three servers of the sample take orders under load, while the first in line is killed, paused and cut off.
/// Afterwards the database holds exactly one order for each request that was answered, and no other.
/// </summary>
/// <remarks>
/// UNDERSTUDY_ORDERS_KILLS makes it longer. What was counted is in the test's output and in
/// <c>artifacts/system-tests/orders.txt</c>.
/// </remarks>
[Collection(TestsAlone.Name)]
public sealed class EffectTests
{
    private const int Rate = 100;
    private const int Pieces = 1_000_000;
    private const double UsualKills = 5;

    /// <summary>After so many kills comes a fault of another kind.</summary>
    private const int KillsBetween = 5;

    private static readonly string[] Cuts = ["cut out", "cut in", "cut both"];
    private static readonly TimeSpan Calm = TimeSpan.FromSeconds(1);

    private static readonly int Kills = (int)Amount.Of("UNDERSTUDY_ORDERS_KILLS", UsualKills);

    [Theory]
    [InlineData(TestStore.Sqlite)]
    [InlineData(TestStore.Postgres)]
    public async Task Orders_WhileServersAreKilledAndPaused_AreTakenOnceEach(string kind)
    {
        await using TestStore store = await TestStore.MakeAsync(kind);
        await using var servers = new OrderServers(store, Pieces);
        int pauses = 0;
        OrderCounts counts = await CountAsync(store, servers, async () =>
        {
            for (int kill = 1; kill <= Kills; kill++)
            {
                await servers.KillLeadAsync();
                await OrderServers.PassAsync(Calm);
                if (kill % KillsBetween != 0)
                    continue;
                await servers.PauseLeadAsync();
                pauses++;
                await OrderServers.PassAsync(Calm * 2);
            }
        });
        AssertExact($"{kind}, {Kills} kills, {pauses} pauses", counts, servers);
    }

    [Theory]
    [InlineData(TestStore.Sqlite)]
    [InlineData(TestStore.Postgres)]
    public async Task Orders_WhileTheNetworkIsSplit_AreTakenOnceEach(string kind)
    {
        NetworkNamespace.SkipWhereNoneCanBeMade();
        await using TestStore store = await TestStore.MakeAsync(kind);
        await using HubLan lan = await HubLan.StartAsync(OrderServers.Count + 1, seed: 1);
        await using var servers = new OrderServers(store, Pieces, lan.Host);
        int splits = Math.Max(Cuts.Length, Kills / KillsBetween);
        OrderCounts counts = await CountAsync(store, servers, async () =>
        {
            for (int split = 0; split < splits; split++)
            {
                await lan.OrderAsync(1, Cuts[split % Cuts.Length]);
                await OrderServers.PassAsync(Calm * 2);
                await servers.KillLeadAsync(isCutOff: true);
                await lan.OrderAsync(1, "clear");
                await OrderServers.PassAsync(Calm * 2);
            }
        });
        AssertExact($"{kind}, {splits} splits, a kill in each", counts, servers);
    }

    /// <summary>Orders until all faults are over, and waits for the last answer.</summary>
    private static async Task<OrderCounts> CountAsync(TestStore store, OrderServers servers, Func<Task> faults)
    {
        await servers.StartAsync();
        await using ProgramProcess load = servers.StartLoad(Rate);
        await OrderServers.PassAsync(Calm);
        await faults();
        load.Signal(UnixSignal.Terminate);
        await load.WaitForExitAsync();
        return await OrderCounts.ReadAsync(LoadReport.FromJson(Assert.Single(load.Output.Lines)), store, Pieces);
    }

    private static void AssertExact(string faults, OrderCounts counts, OrderServers servers)
    {
        string story = string.Create(CultureInfo.InvariantCulture, $"{faults}\n{counts}");
        TestResults.Tell("orders", story);
        Assert.True(counts.AreExact, $"{story}\n{servers}");
    }
}
