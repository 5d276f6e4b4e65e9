namespace Understudy.Tests.Cli;

public class PipeTests
{
    private static readonly FakeClient Server = new(request => Task.FromResult(
        request == "1/0" ? FakeClient.ClassicRejection() : FakeClient.Reply($"<{request}>")));

    [Fact]
    public async Task Lines_AllAnswered_GiveOneLineEach()
        => Assert.Equal(new Run(0, "<1>\n<2>\n", ""), await Run.WithAsync(Server, "1\r\n2", [], "calc"));

    [Fact]
    public async Task Lines_SomeRejected_GiveEmptyLinesAndGoOn()
    {
        Run run = await Run.WithAsync(Server, "1\n1/0\n3\n", [], "calc");
        Assert.Equal(new Run(4, "<1>\n\n<3>\n", "understudy: line 2, column 2: division by zero\n"), run);
    }

    [Fact]
    public async Task Lines_AllUnanswered_ExitAsNoAnswer()
    {
        Run run = await Run.WithAsync(FakeClient.Silent(), "1\n", [], "calc");
        Assert.Equal(new Run(3, "\n", "understudy: line 1: nobody answered within 5s\n"), run);
    }

    [Fact]
    public async Task Lines_OneRejectedOneUnanswered_ExitAsRejected()
    {
        var client = new FakeClient(request => request == "1/0"
            ? Task.FromResult(FakeClient.ClassicRejection())
            : Task.FromException<Reply>(new NoAnswerException(1, TimeSpan.Zero, Presence.Unknown)));
        Assert.Equal(4, (await Run.WithAsync(client, "1/0\n2\n", [], "calc")).Code);
    }

    [Fact]
    public async Task Json_OfLines_IsOneObjectEach()
    {
        Run run = await Run.WithAsync(Server, "1\n1/0\n", [], "calc", "--json");
        string[] lines = run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal((4, "", 2), (run.Code, run.Error, lines.Length));
        Assert.All(
            lines, line => Assert.StartsWith("{\"schema\":1,\"expression\":\"1", line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Input_Empty_GivesNothing()
        => Assert.Equal(new Run(0, "", ""), await Run.WithAsync(Server, "", [], "calc"));
}
