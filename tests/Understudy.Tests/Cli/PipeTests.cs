namespace Understudy.Tests.Cli;

public class PipeTests
{
    private static readonly FakeClient Server = new(request => Task.FromResult(
        request == "1/0" ? FakeClient.ClassicRejection() : FakeClient.Reply($"<{request}>")));

    private static readonly FakeClient Failing = new(request => request switch
    {
        "unsent" => Task.FromException<Reply>(new NetworkException("The network is down.")),
        "silent" => Task.FromException<Reply>(new NoAnswerException(1, TimeSpan.Zero, Presence.Unknown)),
        "1/0" => Task.FromResult(FakeClient.ClassicRejection()),
        _ => Task.FromResult(FakeClient.Reply($"<{request}>")),
    });

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
        Assert.Equal((3, "\n"), (run.Code, run.Output));
    }

    [Fact]
    public async Task Lines_OneThatCannotBeSent_LoseThatLineAlone()
    {
        Run run = await Run.WithAsync(Failing, "1\nunsent\n3\n", [], "calc");
        Assert.Equal(new Run(1, "<1>\n\n<3>\n", "understudy: line 2: The network is down.\n"), run);
    }

    /// <summary>What the input has to change comes first, then what this machine does, then silence.</summary>
    [Theory]
    [InlineData(4, "unsent\n1/0\nsilent\n")]
    [InlineData(1, "silent\nunsent\nsilent\n1\n")]
    [InlineData(3, "1\nsilent\n2\n")]
    public async Task Lines_OfSeveralOutcomes_ExitAsTheOneThatCounts(int code, string lines)
        => Assert.Equal(code, (await Run.WithAsync(Failing, lines, [], "calc")).Code);

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
