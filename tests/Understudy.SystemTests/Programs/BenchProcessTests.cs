using System.Text.Json;
using Understudy.SystemTests.Network;
using Understudy.SystemTests.Processes;

namespace Understudy.SystemTests.Programs;

/// <summary><c>understudy bench</c> against real servers.</summary>
public class BenchProcessTests
{
    private const string Expression = "3+5-4/3*4";

    private readonly TestGroups _groups = TestGroups.Next();

    [Theory]
    [InlineData("--rate 200", 200)]
    [InlineData("--concurrency 4", null)]
    public async Task Bench_OfALivingServer_GetsEveryAnswer(string load, int? expected)
    {
        await using ProgramProcess server = await StartServerAsync();
        await using ProgramProcess bench =
            ProgramProcess.Start($"bench {load} --duration 1s --json {_groups.ClientOptions}");

        Assert.Equal(0, await bench.WaitForExitAsync());
        Assert.Empty(bench.Errors.Lines);
        JsonElement report = Report(bench);
        long sent = report.GetProperty("sent").GetInt64();
        Assert.Equal(expected ?? sent, sent);
        Assert.Equal(sent, report.GetProperty("answered").GetInt64());
        Assert.Equal(sent, Assert.Single(report.GetProperty("answersByServer").EnumerateObject()).Value.GetInt64());
        Assert.Equal(
            report.GetProperty("datagramsSent").GetInt64() - report.GetProperty("repeats").GetInt64(), sent);
    }

    [Fact]
    public async Task Bench_Interrupted_ReportsWhatItHas()
    {
        UnixSignal.Interrupt.SkipWhereIgnored();
        await using ProgramProcess server = await StartServerAsync();
        await using ProgramProcess bench =
            ProgramProcess.Start($"bench --duration 1h --json --expression {Expression} {_groups.ClientOptions}");
        await server.Errors.WaitForAsync(Expression);
        bench.Signal(UnixSignal.Interrupt);

        Assert.Equal(130, await bench.WaitForExitAsync());
        JsonElement report = Report(bench);
        Assert.Equal(report.GetProperty("sent").GetInt64(), report.GetProperty("answered").GetInt64());
    }

    private static JsonElement Report(ProgramProcess bench)
        => JsonDocument.Parse(Assert.Single(bench.Output.Lines)).RootElement;

    private async Task<ProgramProcess> StartServerAsync()
    {
        ProgramProcess server = ProgramProcess.Start(
            $"serve --id 1 {_groups.ServerOptions} --heartbeat 200ms --log-level debug");
        await server.Output.WaitForAsync("READY");
        return server;
    }
}
