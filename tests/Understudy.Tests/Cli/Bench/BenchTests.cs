using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using Understudy.Cli.Bench;
using Understudy.Cli.Commands;
using Understudy.Cli.Hosting;

namespace Understudy.Tests.Cli.Bench;

/// <summary>The whole command, without a network.</summary>
public class BenchTests
{
    private static readonly string[] Briefly = ["bench", "--json", "--duration", "100ms"];

    [Fact]
    public async Task OpenLoop_AllAnswered_CountsThemAllAndExitsWithZero()
    {
        (int code, JsonElement report) = await RunAsync(
            FakeClient.Answering("2"), "--rate", "1000", "--expression", "1+1");

        Assert.Equal(0, code);
        Assert.Equal([1, 1000, 100, 100], Numbers(report, "schema", "rate", "sent", "answered"));
        Assert.Equal([0, 0, 0, 0, 0], Numbers(report, "timedOut", "rejected", "wrong", "failed", "unfinished"));
        Assert.Equal("{\"127.0.0.1:4000\":100}", report.GetProperty("answersByServer").GetRawText());
        Assert.Equal("{\"1\":100}", report.GetProperty("attempts").GetRawText());
    }

    [Fact]
    public async Task Json_OfAnyRun_HasTheWholeShape()
    {
        (_, JsonElement report) = await RunAsync(FakeClient.Answering("2"), "--rate", "1000");

        Assert.Equal(
            [
                "schema", "startedAt", "rate", "sent", "answered", "timedOut", "rejected", "wrong", "failed",
                "unfinished", "duplicateReplies", "repeats", "datagramsSent", "requestsPerSecond",
                "latencyMicroseconds", "sendLagMicroseconds", "longestGapMilliseconds", "answersByServer",
                "attempts", "failures", "slowRequests", "gapsMilliseconds",
            ],
            report.EnumerateObject().Select(one => one.Name));
        string[] percentiles = ["p50", "p90", "p99", "p999", "max"];
        Assert.Equal(percentiles, report.GetProperty("latencyMicroseconds").EnumerateObject().Select(one => one.Name));
        Assert.Equal(percentiles, report.GetProperty("sendLagMicroseconds").EnumerateObject().Select(one => one.Name));
        Assert.Equal(20, report.GetProperty("slowRequests").GetArrayLength());
        Assert.Equal(
            ["atMilliseconds", "latencyMicroseconds", "outcome"],
            report.GetProperty("slowRequests")[0].EnumerateObject().Select(one => one.Name));
    }

    [Theory]
    [InlineData("3", HandlerStatus.Ok, "wrong")]
    [InlineData("Invalid Expression!", HandlerStatus.Rejected, "rejected")]
    public async Task OpenLoop_AnotherAnswerThanTheRightOne_ExitsAsFailure(
        string payload, HandlerStatus status, string counted)
    {
        (int code, JsonElement report) =
            await RunAsync(FakeClient.Answering(payload, status), "--rate", "100", "--expression", "1+1");

        Assert.Equal(
            (1, 10, 10), (code, report.GetProperty(counted).GetInt64(), report.GetProperty("sent").GetInt64()));
        Assert.Equal(0, report.GetProperty("answered").GetInt64());
    }

    [Fact]
    public async Task OpenLoop_OfAFaultyExpression_ExpectsItsRejection()
    {
        FakeClient rejecting = FakeClient.Answering("Invalid Expression!", HandlerStatus.Rejected);
        (int code, JsonElement report) = await RunAsync(rejecting, "--rate", "100", "--expression", "1/0");
        Assert.Equal((0, 10), (code, report.GetProperty("rejected").GetInt64()));

        (code, report) = await RunAsync(FakeClient.Answering("inf"), "--rate", "100", "--expression", "1/0");
        Assert.Equal((1, 10), (code, report.GetProperty("wrong").GetInt64()));
    }

    [Fact]
    public async Task OpenLoop_NobodyThere_CountsTimeoutsAndSaysWhatToTry()
    {
        string[] arguments = [.. Briefly, "--rate", "100"];
        Run run = await Run.WithAsync(FakeClient.Silent(), "", [], arguments);

        JsonElement report = JsonDocument.Parse(run.Output).RootElement;
        Assert.Equal(1, run.Code);
        Assert.Equal([10, 10, 0], Numbers(report, "sent", "timedOut", "answered"));
        Assert.Equal(JsonValueKind.Null, report.GetProperty("latencyMicroseconds").GetProperty("p50").ValueKind);
        Assert.Equal("timedOut", report.GetProperty("slowRequests")[0].GetProperty("outcome").GetString());
        Assert.StartsWith(
            "understudy: nobody answered within 5s on interface lo",
            Assert.Single(run.ErrorLines),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task OpenLoop_WithoutANetwork_SaysSoAndPrintsNoResult()
    {
        FakeClient failing = new(_ => Task.FromException<Reply>(new NetworkException("There is no such interface.")));
        Assert.Equal(
            new Run(1, "", "understudy: There is no such interface.\n"), await Run.WithAsync(failing, "", [], Briefly));
    }

    [Fact]
    public async Task OpenLoop_ThatLosesItsNetworkForAWhile_CountsWhatFailedByReasonAndGoesOn()
    {
        // The first twenty warm it up.
        int requests = 0;
        FakeClient failing = new(_ => ++requests switch
        {
            > 40 and <= 50 => Task.FromException<Reply>(
                new NetworkException("Not sent: no route. Check NetworkOptions.Interface.")),
            > 50 and <= 55 => Task.FromException<Reply>(new NetworkException("Not sent: not permitted.")),
            _ => Task.FromResult(FakeClient.Reply("2")),
        });
        (int code, JsonElement report) = await RunAsync(failing, "--rate", "1000", "--expression", "1+1");

        Assert.Equal([1, 100, 85, 15, 0], [code, .. Numbers(report, "sent", "answered", "failed", "unfinished")]);
        Assert.Equal(
            """{"Not sent: no route. Check --interface.":10,"Not sent: not permitted.":5}""",
            report.GetProperty("failures").GetRawText());
    }

    [Fact]
    public async Task OpenLoop_WhereNothingCanBeSent_SaysWhyAndReportsIt()
    {
        int requests = 0;
        FakeClient failing = new(_ => ++requests <= 20
            ? Task.FromResult(FakeClient.Reply("2"))
            : Task.FromException<Reply>(new NetworkException("The request cannot be sent.")));
        string[] arguments = ["bench", "--duration", "100ms", "--rate", "100", "--expression", "1+1"];
        Run run = await Run.WithAsync(failing, "", [], arguments);

        Assert.Equal((1, "understudy: The request cannot be sent.\n"), (run.Code, run.Error));
        string[] words = run.Output.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries);
        Assert.Contains("failed 10 10: The request cannot be sent.", string.Join(' ', words), StringComparison.Ordinal);
    }

    [Fact]
    public async Task OpenLoop_OfAProgramWithABug_EndsWithIt()
    {
        int requests = 0;
        FakeClient failing = new(_ => ++requests <= 30
            ? Task.FromResult(FakeClient.Reply("2"))
            : Task.FromException<Reply>(new InvalidOperationException("a bug")));
        string[] arguments = [.. Briefly, "--rate", "1000", "--expression", "1+1"];
        Assert.Equal(
            new Run(1, "", "understudy: unexpected InvalidOperationException: a bug\n"),
            await Run.WithAsync(failing, "", [], arguments));
    }

    [Fact]
    public async Task ClosedLoop_OnVirtualTime_AsksUntilItIsOver()
    {
        FakeTimeProvider time = new(new DateTimeOffset(2031, 2, 3, 6, 5, 6, TimeSpan.FromHours(2)));
        FakeClient client = new(_ =>
        {
            time.Advance(TimeSpan.FromMilliseconds(5));
            return Task.FromResult(FakeClient.Reply("2", server: 3, rank: 0));
        });
        using StringWriter output = new();
        BenchOptions options = new()
        {
            Client = new UnderstudyClientOptions(),
            Expression = "1+1",
            Concurrency = 1,
            Duration = TimeSpan.FromSeconds(1),
            IsJson = true,
        };
        BenchRun bench = new(options, new ProgramContext
        {
            Input = Stream.Null,
            Output = output,
            Error = TextWriter.Null,
            Time = time,
            Connect = _ => client,
        });

        Assert.Equal(0, await bench.RunAsync(TestContext.Current.CancellationToken));
        JsonElement report = JsonDocument.Parse(output.ToString()).RootElement;
        // The warm-up took the first 100 ms.
        Assert.Equal("2031-02-03T04:05:06.100000Z", report.GetProperty("startedAt").GetString());
        Assert.Equal([1, 200, 200, 200], Numbers(report, "concurrency", "sent", "answered", "requestsPerSecond"));
        Assert.Equal(5000, report.GetProperty("latencyMicroseconds").GetProperty("max").GetInt64());
        Assert.Equal(5, report.GetProperty("longestGapMilliseconds").GetDouble());
        Assert.Equal("{\"3\":200}", report.GetProperty("answersByServer").GetRawText());
    }

    [Fact]
    public async Task OpenLoop_Interrupted_ReportsWhatItHas()
    {
        using CancellationTokenSource signal = new();
        int requests = 0;
        FakeClient client = new(_ =>
        {
            if (++requests < 50)
                return Task.FromResult(FakeClient.Reply("2"));
            signal.Cancel();
            return Task.FromCanceled<Reply>(signal.Token);
        });
        using StringWriter output = new();
        string[] arguments = ["bench", "--json", "--duration", "1h", "--expression", "1+1"];
        int code = await CommandLine.RunAsync(arguments, new ProgramContext
        {
            Input = Stream.Null,
            Output = output,
            Error = TextWriter.Null,
            Connect = _ => client,
            Stopping = signal.Token,
        });

        Assert.Equal(130, code);
        JsonElement report = JsonDocument.Parse(output.ToString()).RootElement;
        Assert.Equal([29, 29], Numbers(report, "sent", "answered"));
        Assert.InRange(report.GetProperty("unfinished").GetInt64(), 1, 10_000);
    }

    [Fact]
    public async Task Text_OfARun_IsATable()
    {
        string[] arguments = ["bench", "--duration", "100ms", "--rate", "100", "--expression", "1+1"];
        Run run = await Run.WithAsync(FakeClient.Answering("2"), "", [], arguments);

        Assert.Equal((0, ""), (run.Code, run.Error));
        string[] lines = [.. run.Output.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0)];
        Assert.StartsWith("sent           10, ", lines[0], StringComparison.Ordinal);
        Assert.Equal(["answered       10", "timed out      0", "rejected       0", "wrong          0"], lines[1..5]);
        Assert.All(run.Output.Split('\n'), line => Assert.InRange(line.TrimEnd().Length, 0, 80));
    }

    [Fact]
    public void Progress_OfARun_IsOneLine()
        => Assert.Equal(
            "2.3s of 10s: 7 answered, 1 timed out, 2 rejected, 3 wrong, 5 failed, 4 in flight",
            ProgressLine.Describe(
                new OutcomeCounts(7, 1, 2, 3, 5, 4), TimeSpan.FromSeconds(2.34), TimeSpan.FromSeconds(10)));

    private static async Task<(int Code, JsonElement Report)> RunAsync(FakeClient client, params string[] arguments)
    {
        Run run = await Run.WithAsync(client, "", [], [.. Briefly, .. arguments]);
        return (run.Code, JsonDocument.Parse(run.Output).RootElement);
    }

    private static double[] Numbers(JsonElement report, params string[] names)
        => [.. names.Select(name => report.GetProperty(name).GetDouble())];
}
