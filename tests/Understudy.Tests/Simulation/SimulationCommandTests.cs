using Understudy.Simulation.Commands;

namespace Understudy.Tests.Simulation;

public sealed class SimulationCommandTests : IDisposable
{
    private const int MaxUsageLines = 5;

    private readonly string _folder = Directory.CreateTempSubdirectory("understudy-simulation-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("--seeds")]
    [InlineData("--seeds", "none")]
    [InlineData("--seeds", "0")]
    [InlineData("--seed", "-1")]
    [InlineData("--minutes", "0")]
    [InlineData("--mutation", "NoSuchThing")]
    [InlineData("--mutation", "3")]
    [InlineData("--nothing", "1")]
    [InlineData("--seed", "1", "--minutes", "1")]
    [InlineData("--seeds", "1", "--write", "table.md")]
    [InlineData("--plan", "there-is-no-such-file.json")]
    public void Command_ThatIsWrong_IsRefused(params string[] args)
    {
        (int code, string output, string error) = Run(args);
        Assert.Equal((2, string.Empty), (code, output));
        Assert.InRange(error.TrimEnd().Split('\n').Length, 1, MaxUsageLines);
    }

    [Fact]
    public void Seeds_ThatPass_EndWithZero()
    {
        (int code, string output, _) = Run("--seeds", "3", "--seconds", "5", "--first", "1");
        Assert.Equal(0, code);
        Assert.StartsWith("3 runs, ", output, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_folder));
    }

    [Fact]
    public void Time_ThatIsOver_EndsTheRuns()
    {
        (int code, string output, _) = Run("--minutes", "0.001", "--seconds", "5");
        Assert.Equal(0, code);
        Assert.Contains(" simulated seconds in ", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Failure_OfASeed_IsShrunkAndCanBeReplayed()
    {
        (int code, string output, _) = Run(
            "--seeds", "1", "--mutation", "RankLimitIgnored", "--seconds", "20", "--first", "3");
        Assert.Equal(1, code);
        Assert.Contains("seed 3 fails: the limit is kept: ", output, StringComparison.Ordinal);
        Assert.Contains(output.Split(Environment.NewLine), line => line.StartsWith("0 of ", StringComparison.Ordinal)
            && line.Contains(
                " faults are enough, with 2 servers, 1 clients, 1 requests a second (", StringComparison.Ordinal));
        Assert.Contains("the whole run: ", output, StringComparison.Ordinal);

        string plan = Assert.Single(Directory.GetFiles(_folder, "*.json"));
        Assert.Contains($"--plan {plan} --mutation RankLimitIgnored", output, StringComparison.Ordinal);
        string trace = File.ReadAllText(Path.ChangeExtension(plan, "txt"));
        (code, output, _) = Run("--plan", plan, "--mutation", "RankLimitIgnored");
        Assert.Equal(1, code);
        Assert.StartsWith(trace, output, StringComparison.Ordinal);
    }

    [Fact]
    public void Table_OfOneMutation_HasItsRow()
    {
        string file = Path.Combine(_folder, "table.md");
        (int code, string output, _) = Run(
            "--mutations", "--mutation", "LimitNeverRaised", "--ranges", "3", "--seeds", "20", "--write", file);
        Assert.Equal(0, code);
        Assert.Contains(
            "| LimitNeverRaised | The limit stays what it was. | limits double (3) | ",
            output,
            StringComparison.Ordinal);
        Assert.Contains("1 of 1 mutations are caught within 20 seeds", output, StringComparison.Ordinal);
        Assert.EndsWith(output, File.ReadAllText(file), StringComparison.Ordinal);
    }

    private (int Code, string Output, string Error) Run(params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        int code = new SimulationCommand(output, error, _folder).Run(args, TestContext.Current.CancellationToken);
        return (code, output.ToString(), error.ToString());
    }
}
