using System.Globalization;
using System.Text.Json;
using Understudy.SystemTests.Processes;

namespace Understudy.SystemTests.Programs;

/// <summary><c>understudy demo</c>: a newcomer's first minute leaves nothing behind.</summary>
public class DemoProcessTests
{
    [Fact]
    public async Task Unattended_WhileServersDie_LosesNoRequestAndEndsByItself()
    {
        await using ProgramProcess demo = ProgramProcess.Start(
            "demo --heartbeat 200ms --kill-every 1s --duration 6s --json");
        await demo.Errors.WaitForAsync("killed server");
        int[] children = ChildrenOf(demo.Id);
        Assert.Equal(0, await demo.WaitForExitAsync());

        using JsonDocument result = JsonDocument.Parse(Assert.Single(demo.Output.Lines));
        Assert.Equal(1, result.RootElement.GetProperty("schema").GetInt32());
        Assert.Equal(0, result.RootElement.GetProperty("lost").GetInt32());
        Assert.Equal(0, result.RootElement.GetProperty("wrong").GetInt32());
        Assert.True(result.RootElement.GetProperty("asked").GetInt32() > 50);
        await AssertAllEndAsync(children);
    }

    [Fact]
    public async Task Prompt_FromAPipe_KillsAndCalculates()
    {
        await using ProgramProcess demo = ProgramProcess.Start("demo --heartbeat 200ms");
        await demo.Errors.WaitForAsync("help");
        int[] children = ChildrenOf(demo.Id);
        await demo.Input.WriteLineAsync("3+5-4/3*4\nkill 1\n1+1\nnonsense\nstatus\nstart 1\npause 2\nresume 2\nquit");
        Assert.Equal(0, await demo.WaitForExitAsync());

        Assert.Equal(["2.666666666666667", "2"], demo.Output.Lines);
        // The repeat that finds the next server may be for two: then whichever of them is the first.
        Assert.Matches("answered by server [23]", demo.Errors.ToString());
        await AssertAllEndAsync(children);
    }

    [Fact]
    public async Task Demo_KilledItself_LeavesNoServer()
    {
        await using ProgramProcess demo = ProgramProcess.Start("demo --heartbeat 200ms");
        await demo.Errors.WaitForAsync("help");
        int[] children = ChildrenOf(demo.Id);
        Assert.Equal(3, children.Length);
        await demo.Input.WriteLineAsync("pause 2");
        await demo.Errors.WaitForAsync("stands still");
        await demo.KillAsync();
        await AssertAllEndAsync(children);
    }

    private static int[] ChildrenOf(int parent)
    {
        var children = new List<int>();
        foreach (string folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out int id)
                && ParentOf(id) == parent)
            {
                children.Add(id);
            }
        }

        return [.. children];
    }

    private static int? ParentOf(int process)
    {
        try
        {
            // "pid (name) state parent …", and the name may hold anything.
            string stat = File.ReadAllText($"/proc/{process}/stat");
            string[] fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return fields[0] == "Z" ? null : int.Parse(fields[1], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static async Task AssertAllEndAsync(int[] processes)
    {
        using var deadline = new CancellationTokenSource(ProgramProcess.Deadline);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (processes.Any(process => ParentOf(process) is not null))
            await timer.WaitForNextTickAsync(deadline.Token);
    }
}
