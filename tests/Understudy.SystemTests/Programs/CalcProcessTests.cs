using System.Diagnostics;
using System.Globalization;
using Understudy.SystemTests.Network;
using Understudy.SystemTests.Processes;

namespace Understudy.SystemTests.Programs;

/// <summary><c>understudy calc</c>, as a shell would use it.</summary>
public class CalcProcessTests
{
    private readonly TestGroups _groups = TestGroups.Next();

    [Fact]
    public async Task OneShot_OfTheExample_PrintsTheAnswerAlone()
    {
        await using ProgramProcess server = await StartServerAsync();
        await using ProgramProcess calc = ProgramProcess.Start($"calc 3+5-4/3*4 {_groups.ClientOptions}");
        Assert.Equal(0, await calc.WaitForExitAsync());
        Assert.Equal(["2.666666666666667"], calc.Output.Lines);
        Assert.Empty(calc.Errors.Lines);
    }

    [Fact]
    public async Task OneShot_ThatIsRejected_PointsAtTheFault()
    {
        await using ProgramProcess server = await StartServerAsync();
        await using ProgramProcess calc = ProgramProcess.Start($"calc 10+1/0 {_groups.ClientOptions}");
        Assert.Equal(4, await calc.WaitForExitAsync());
        Assert.Empty(calc.Output.Lines);
        Assert.Equal(["understudy: division by zero (column 5)", "  10+1/0", "      ^"], calc.Errors.Lines);
    }

    [Fact]
    public async Task OneShot_WithNobodyThere_SaysWhatToTry()
    {
        await using ProgramProcess calc = ProgramProcess.Start($"calc 1+1 {_groups.ClientOptions} --timeout 200ms");
        Assert.Equal(3, await calc.WaitForExitAsync());
        Assert.Empty(calc.Output.Lines);
        Assert.Contains("understudy serve --id 1", calc.Errors.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pipe_OfManyLines_GivesOneLineForEachInOrder()
    {
        await using ProgramProcess server = await StartServerAsync();
        await using ProgramProcess calc = ProgramProcess.Start($"calc {_groups.ClientOptions}");
        for (int line = 0; line < 500; line++)
            await calc.Input.WriteLineAsync(line == 250 ? "1/0" : $"{line}*2");
        calc.Input.Close();

        Assert.Equal(4, await calc.WaitForExitAsync());
        IEnumerable<string> expected = Enumerable.Range(0, 500)
            .Select(line => line == 250 ? "" : (line * 2).ToString(CultureInfo.InvariantCulture));
        Assert.Equal(expected, calc.Output.Lines);
        Assert.Contains("251", Assert.Single(calc.Errors.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pipe_WithALineThatHasNoEnd_GoesOnAfterItInLittleMemory()
    {
        await using ProgramProcess server = await StartServerAsync();
        using var calc = Process.Start(ProgramProcess.StartInfo($"calc {_groups.ClientOptions}".Split(' ')))!;
        Task<string> output = calc.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        Task<string> errors = calc.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        string block = new('9', 1_000_000);
        await calc.StandardInput.WriteLineAsync("1+1");
        for (int written = 0; written < 100; written++)
            await calc.StandardInput.WriteAsync(block);
        await calc.StandardInput.WriteLineAsync();
        await calc.StandardInput.WriteLineAsync("2+2");
        await calc.StandardInput.FlushAsync(TestContext.Current.CancellationToken);
        long peak = calc.HasExited ? 0 : PeakMemoryBytes(calc);
        calc.StandardInput.Close();

        Assert.Equal("2\n\n4\n", await output);
        Assert.Single((await errors).TrimEnd().Split('\n'));
        await calc.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(4, calc.ExitCode);

        // A runtime that has just started takes 60 to 80 MB; the line alone would have added 200.
        Assert.InRange(peak, 1, 150_000_000);
    }

    [Fact]
    public async Task Server_StillThere_AfterExpressionsThatAreMeantToBreakIt()
    {
        string[] hostile =
        [
            "9**9**9", new string('(', 1100), "1/0", "0**-1", "(-8)**0.5", "__import__('os')", new string('-', 1100),
            "9" + string.Concat(Enumerable.Repeat("**9", 300)),
            "max(" + string.Concat(Enumerable.Repeat("9**999,", 150)) + "1)",
        ];
        await using ProgramProcess server = await StartServerAsync("--classic");
        using RawSocket client = RawSocket.Sender();
        foreach (string expression in hostile)
        {
            Assert.Equal(
                "Invalid Expression!", await client.AskAsync(expression, _groups.Requests, ProgramProcess.Deadline));
        }

        Assert.Equal("2", await client.AskAsync("1+1", _groups.Requests, ProgramProcess.Deadline));
    }

    private static long PeakMemoryBytes(Process process)
    {
        process.Refresh();
        return process.PeakWorkingSet64;
    }

    private async Task<ProgramProcess> StartServerAsync(string options = "--report 0")
    {
        ProgramProcess server = ProgramProcess.Start(
            $"serve --id 1 {_groups.ServerOptions} --heartbeat 200ms {options}");
        await server.Output.WaitForAsync("READY");
        return server;
    }
}
