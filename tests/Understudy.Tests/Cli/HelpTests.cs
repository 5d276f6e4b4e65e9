using Understudy.Cli.Hosting;

namespace Understudy.Tests.Cli;

public class HelpTests
{
    public static TheoryData<string, string> Pages { get; } =
        [("", "help"), ("serve", "--help"), ("calc", "--help"), ("demo", "-h"), ("bench", "-?"), ("version", "-h")];

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Help_OnAnyTerminal_FitsItsColumns(string command, string option)
    {
        foreach (int width in new[] { 40, 60, 80, 100 })
        {
            Run run = await Run.OnTerminalAsync(width, [.. Words(command), option]);
            Assert.Equal((0, ""), (run.Code, run.Error));
            Assert.All(run.Output.Split('\n'), line => Assert.InRange(line.Length, 0, width));
        }
    }

    /// <summary>A word that is broken at 40 columns is missing there.</summary>
    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Help_OnANarrowTerminal_BreaksNoWord(string command, string option)
    {
        string[] narrow = WordsOf(await Run.OnTerminalAsync(40, [.. Words(command), option]));
        Assert.Equal(WordsOf(await Run.OnTerminalAsync(100, [.. Words(command), option])), narrow);
    }

    [Theory]
    [InlineData("serve")]
    [InlineData("calc")]
    [InlineData("demo")]
    [InlineData("bench")]
    public async Task Help_OfACommand_HasExamplesThatWorkAndExitCodes(string command)
    {
        string help = (await Run.OfAsync("help", command)).Output;

        Assert.Equal(help, (await Run.OfAsync(command, "--help")).Output);
        Assert.Contains($"\n  {ExitCode.Usage} ", help[help.IndexOf("Exit codes:", StringComparison.Ordinal)..]);
        string[] examples =
            [.. help.Split('\n').Where(line => line.StartsWith("  understudy ", StringComparison.Ordinal))];
        Assert.NotEmpty(examples);
        foreach (string example in examples)
        {
            string[] words = example.Split('<')[0].Replace("\"", "", StringComparison.Ordinal).Trim().Split(' ');
            Assert.Equal(new Run(0, "", ""), await Run.RehearseAsync([], words[1..]));
        }
    }

    [Theory]
    [InlineData("serve", "(default: 255) [UNDERSTUDY_MAX_SERVERS]")]
    [InlineData("serve", "(default: 1m) [UNDERSTUDY_IGMP_REFRESH]")]
    [InlineData("calc", "(default: 5s) [UNDERSTUDY_TIMEOUT]")]
    [InlineData("demo", "(default: 3) [UNDERSTUDY_DEMO_SERVERS]")]
    [InlineData("bench", "(default: 500) [UNDERSTUDY_BENCH_RATE]")]
    [InlineData("bench", "(default: lo) [UNDERSTUDY_INTERFACE]")]
    public async Task Help_OfAnOption_NamesItsDefaultAndItsVariable(string command, string words)
        => Assert.Contains(words, string.Join(' ', WordsOf(await Run.OfAsync("help", command))));

    [Fact]
    public async Task Help_OfServe_HidesTheHidden()
        => Assert.DoesNotContain("stop-with-stdin", (await Run.OfAsync("serve", "--help")).Output);

    [Theory]
    [InlineData("--version")]
    [InlineData("version")]
    [InlineData("serve --version")]
    [InlineData("calc --version")]
    public async Task Version_Asked_IsOneLine(string command)
        => Assert.Equal(new Run(0, "understudy 0.1.0\n", ""), await Run.OfAsync(command.Split(' ')));

    [Fact]
    public async Task Error_OnANarrowTerminal_IsBrokenBetweenWords()
    {
        Run run = await Run.OnTerminalAsync(40, "serve", "1");
        Assert.Equal(
            ["understudy: '1' is one argument too", "many. Did you mean '--id 1'?", "Try 'understudy serve --help'."],
            run.ErrorLines);
    }

    private static string[] Words(string command) => command.Length == 0 ? [] : [command];

    private static string[] WordsOf(Run run)
        => run.Output.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries);
}
