using System.Text.Json;
using Understudy.Cli.Bench;
using Understudy.Cli.Hosting;
using Understudy.Protocol;
using Understudy.Testing;

namespace Understudy.Tests.Cli.Bench;

/// <summary>The instrument held to a server of which it is known what it did.</summary>
public sealed class ScriptedBenchTests
{
    private const int WarmUp = 0;
    private const int Run = 1;

    private readonly InMemoryNetwork _network = new();

    [Fact]
    public async Task Counts_OfAScriptedServer_AreThoseOfTheScript()
    {
        // 50 requests, one each 20 ms. Five are answered at their second attempt alone, the first and last ten never.
        using var server = new ScriptedServer(_network, asked => asked switch
        {
            { Client: WarmUp } => [Right(asked)],
            { Request: < 10 or >= 40 } => [],
            { Request: < 20 } => [Right(asked)],
            { Request: < 25 } => [new Answering(asked, "no"u8.ToArray(), ReplyStatus.Rejected)],
            { Request: < 30 } => [Right(asked), Right(asked)],
            { Request: < 35, Attempt: 1 } => [],
            { Request: < 35 } => [Right(asked)],
            _ => [new Answering(asked, "3"u8.ToArray())],
        });
        JsonElement report = await BenchAsync(rate: 50, TimeSpan.FromSeconds(1));
        server.Dispose();

        Assert.Equal(
            [50, 20, 20, 5, 5, 0, 0],
            Numbers(report, "sent", "answered", "timedOut", "rejected", "wrong", "failed", "unfinished"));
        Assert.Equal(server.Attempts[Run], report.GetProperty("datagramsSent").GetInt32());
        Assert.Equal(server.Attempts[Run] - 50, report.GetProperty("repeats").GetInt32());
        Assert.Equal("""{"1":30}""", report.GetProperty("answersByServer").GetRawText());

        // Nobody served in the first 200 ms, while all was rejected, and from the 35th request on.
        JsonElement[] gaps = [.. report.GetProperty("gapsMilliseconds").EnumerateArray()];
        Assert.Equal(0, Numbers(gaps[0], "at")[0]);
        Assert.InRange(Numbers(gaps[0], "length")[0], 200, 10_000);
        Assert.Contains(gaps, gap => Numbers(gap, "at")[0] is >= 380 && Numbers(gap, "length")[0] > 20);
        Assert.Equal(1000, Numbers(gaps[^1], "at", "length").Sum(), 0.002);
        Assert.Equal(
            gaps.Max(gap => Numbers(gap, "length")[0]), report.GetProperty("longestGapMilliseconds").GetDouble());
    }

    [Fact]
    public async Task Duplicates_OfTheWarmUp_AreNotTheRunsWhenTheyComeLate()
    {
        var warmUp = new List<Asked>();
        using var server = new ScriptedServer(_network, asked =>
        {
            if (asked is { Client: WarmUp, Attempt: 1 })
                warmUp.Add(asked);
            bool isMiddle = asked is { Client: Run, Request: 10 };

            // A repeat, which a busy machine may cause, is not answered: that would be a duplicate of the run.
            IEnumerable<Asked> answered = asked.Attempt == 1 ? [asked] : [];
            return [.. answered.Concat(isMiddle ? warmUp : []).Select(Right)];
        });
        JsonElement report = await BenchAsync(rate: 200, TimeSpan.FromMilliseconds(100));

        Assert.Equal(20, warmUp.Count);
        Assert.Equal([20, 20, 0], Numbers(report, "sent", "answered", "duplicateReplies"));
    }

    [Fact]
    public async Task Latency_OverANetworkThatDelays_IsAtLeastItsDelay()
    {
        using var server = new ScriptedServer(_network, asked => [Right(asked)]);
        _network.Delay(TimeSpan.FromMilliseconds(6), TimeSpan.FromMilliseconds(6));
        JsonElement report = await BenchAsync(rate: 100, TimeSpan.FromMilliseconds(500));

        Assert.Equal([50, 50], Numbers(report, "sent", "answered"));
        JsonElement latency = report.GetProperty("latencyMicroseconds");
        double lag = report.GetProperty("sendLagMicroseconds").GetProperty("p50").GetDouble();
        Assert.InRange(latency.GetProperty("p50").GetDouble() - lag, 12_000 - lag, 1_000_000);
    }

    private static Answering Right(Asked asked) => new(asked, "2"u8.ToArray());

    private async Task<JsonElement> BenchAsync(int rate, TimeSpan duration)
    {
        using StringWriter output = new();
        BenchOptions options = new()
        {
            Client = new UnderstudyClientOptions
            {
                Network = new NetworkOptions { DatagramNetwork = _network.Host("client") },
                Timeout = TimeSpan.FromMilliseconds(200),
                MaxRequestsInFlight = Asker.MaxInFlight,
            },
            Expression = "1+1",
            Rate = rate,
            Duration = duration,
            IsJson = true,
        };
        await new BenchRun(options, new ProgramContext
        {
            Input = Stream.Null,
            Output = output,
            Error = TextWriter.Null,
        }).RunAsync(TestContext.Current.CancellationToken);
        return JsonDocument.Parse(output.ToString()).RootElement;
    }

    private static double[] Numbers(JsonElement report, params string[] names)
        => [.. names.Select(name => report.GetProperty(name).GetDouble())];
}
