using System.Text.Json;

namespace Understudy.Tests.Cli;

public class CalcTests
{
    private static readonly FakeClient Unable = new(
        _ => Task.FromException<Reply>(new NetworkException("There is no interface eth9.")));

    [Theory]
    [InlineData("3+5")]
    [InlineData("-3+5")]
    [InlineData("-(2)")]
    [InlineData("-abs(2)")]
    [InlineData("--1")]
    [InlineData("@x")]
    public async Task Expression_OfAnyForm_IsAsked(string expression)
    {
        FakeClient client = FakeClient.Answering("8");

        Run run = await Run.WithAsync(client, "", [], "calc", expression);

        Assert.Equal(new Run(0, "8\n", ""), run);
        Assert.Equal([expression], client.Requests);
    }

    [Fact]
    public async Task Expression_AfterTwoDashes_IsAskedWhateverItLooksLike()
    {
        FakeClient client = FakeClient.Answering("-3");
        Assert.Equal(new Run(0, "-3\n", ""), await Run.WithAsync(client, "", [], "calc", "--", "-3"));
    }

    [Fact]
    public async Task Verbose_ClassicReply_NamesTheAddress()
    {
        Run run = await Run.WithAsync(FakeClient.Answering("8"), "", [], "calc", "-v", "3+5");
        Assert.Equal(new Run(0, "8\n", "server=127.0.0.1:4000 attempts=1 rtt=0.41ms\n"), run);
    }

    [Fact]
    public async Task Verbose_ReplyWithAnId_NamesServerAndRank()
    {
        var client = new FakeClient(_ => Task.FromResult(FakeClient.Reply("8", server: 2, rank: 0)));
        Run run = await Run.WithAsync(client, "", new() { ["UNDERSTUDY_VERBOSE"] = "1" }, "calc", "3+5");
        Assert.Equal("server=2 rank=0 attempts=1 rtt=0.41ms\n", run.Error);
    }

    [Theory]
    [InlineData("divisionByZero 2 division by zero", "understudy: division by zero (column 2)\n  1/0\n   ^\n")]
    [InlineData("Invalid Expression!", "understudy: division by zero (column 2)\n  1/0\n   ^\n")]
    [InlineData("syntax 1 no \x1b[31mway", "understudy: no \\u{1b}[31mway (column 1)\n  1/0\n  ^\n")]
    public async Task Rejection_OfAnyServer_IsExplained(string payload, string error)
    {
        Run run = await Run.WithAsync(FakeClient.Answering(payload, HandlerStatus.Rejected), "", [], "calc", "1/0");
        Assert.Equal(new Run(4, "", error), run);
    }

    [Fact]
    public async Task Rejection_ThatThisProgramWouldNotMake_IsOnlyToldAsOne()
    {
        var client = new FakeClient(_ => Task.FromResult(FakeClient.ClassicRejection()));
        Run run = await Run.WithAsync(client, "", [], "calc", "1+1");
        Assert.Equal(new Run(4, "", "understudy: the server rejected it\n"), run);
    }

    [Fact]
    public async Task Result_ThatReadsLikeARejection_IsAResult()
    {
        Run run = await Run.WithAsync(FakeClient.Answering("Invalid Expression!"), "", [], "calc", "1+1");
        Assert.Equal(new Run(0, "Invalid Expression!\n", ""), run);
    }

    [Theory]
    [InlineData("", "syntax")]
    [InlineData("   ", "syntax")]
    public async Task Expression_Blank_IsRejectedUnasked(string expression, string code)
    {
        FakeClient client = FakeClient.Answering("8");
        Run run = await Run.WithAsync(client, "", [], "calc", "--json", expression);
        Assert.Equal(4, run.Code);
        Assert.Contains($"\"code\":\"{code}\"", run.Output, StringComparison.Ordinal);
        Assert.Empty(client.Requests);
    }

    [Fact]
    public async Task Expression_TooLongForADatagram_IsRejected()
    {
        var client = new FakeClient(
            request => Task.FromException<Reply>(new RequestTooLargeException(request.Length, 1200)));
        Run run = await Run.WithAsync(client, "", [], "calc", "--json", new string('1', 1201));
        Assert.Equal(4, run.Code);
        Assert.Contains("\"error\":{\"code\":\"tooLong\",", run.Output, StringComparison.Ordinal);
        Assert.Contains(
            """
            "message":"the expression has 1201 bytes; at most 1200 fit one datagram","column":1201}
            """,
            run.Output,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reply_WithControlCharacters_IsEscaped()
    {
        Run run = await Run.WithAsync(FakeClient.Answering("8\n\x1b[2J"), "", [], "calc", "1");
        Assert.Equal("8\\u{a}\\u{1b}[2J\n", run.Output);
    }

    [Fact]
    public async Task Json_OfAResult_HasTheWholeShape()
    {
        Run run = await Run.WithAsync(FakeClient.Answering("8"), "", [], "calc", "3+5", "--json");
        Assert.Equal(
            new Run(
                0,
                """
                {"schema":1,"expression":"3+5","result":"8","server":null,"rank":null,
                """
                + """
                "address":"127.0.0.1:4000","attempts":1,"elapsedMilliseconds":0.412}

                """,
                ""),
            run);
    }

    [Fact]
    public async Task Json_OfANetworkThatFails_HasTheErrorAndNoResult()
    {
        Run run = await Run.WithAsync(Unable, "", [], "calc", "3+5", "--json");
        Assert.Equal(
            new Run(
                1,
                """
                {"schema":1,"expression":"3+5",
                """
                + """
                "error":{"code":"notSent","message":"There is no interface eth9.","column":null},
                """
                + """
                "server":null,"rank":null,"address":null,"attempts":0,"elapsedMilliseconds":0}

                """,
                ""),
            run);
    }

    [Fact]
    public async Task Json_OfAReplyThatReordersOrHidesText_ShowsItsCodes()
    {
        Run run = await Run.WithAsync(FakeClient.Answering("\u202E\u00AD\U000E0041+"), "", [], "calc", "1", "--json");
        Assert.Contains("\"result\":\"\\u202E\\u00AD\\uDB40\\uDC41+\"", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_OfAHostileReply_IsOneLineOfValidJson()
    {
        Run run = await Run.WithAsync(FakeClient.Answering("\"\n\x1b"), "", [], "calc", "1", "--json");
        Assert.Equal("\"\n\x1b", JsonDocument.Parse(run.Output).RootElement.GetProperty("result").GetString());
        Assert.Equal(1, run.Output.Count(char.IsControl));
    }

    [Fact]
    public async Task Network_ThatFails_IsOneSentence()
    {
        Run run = await Run.WithAsync(Unable, "", [], "calc", "1");
        Assert.Equal(new Run(1, "", "understudy: There is no interface eth9.\n"), run);
    }

    [Theory]
    [InlineData("2^10", "A power is written '**'. Did you mean 2**10?")]
    [InlineData("3,5", "A decimal point is written '.'. Did you mean 3.5?")]
    [InlineData("2\u00D73", "The multiplication sign is '*'. Did you mean 2*3?")]
    [InlineData("2x3", "The multiplication sign is '*'. Did you mean 2*3?")]
    [InlineData("5\u22123", "The minus sign is '-', as on the keyboard. Did you mean 5-3?")]
    [InlineData("8\u00F72", "The division sign is '/'. Did you mean 8/2?")]
    [InlineData("\u221A9", "A root is written '**0.5', as in 9**0.5.")]
    [InlineData("1+sqrt(9)", "A root is written '**0.5', as in 9**0.5.")]
    [InlineData("3\u00B2", "A square is written '**2'. Did you mean 3**2?")]
    [InlineData("1+1=", "Leave the '=' out. Did you mean 1+1?")]
    [InlineData("2^(min(1,2)),3", "A power is written '**'.")]
    [InlineData("(3,5)*2", "A decimal point is written '.'.")]
    [InlineData("sin(1)", "The functions are abs, min, max, round and pow.")]
    [InlineData("1/0", null)]
    [InlineData("1+", null)]
    public async Task Expression_WrittenAsElsewhere_IsAnsweredWithWhatWasMeant(string expression, string? hint)
    {
        var client = new FakeClient(_ => Task.FromResult(FakeClient.ClassicRejection()));
        Run run = await Run.WithAsync(client, "", [], "calc", expression);
        Assert.Equal(4, run.Code);
        Assert.Equal(hint, run.ErrorLines.Skip(3).SingleOrDefault()?.Trim());
    }

    [Fact]
    public async Task Bug_Anywhere_ShowsNoStackTrace()
    {
        var client = new FakeClient(_ => Task.FromException<Reply>(new InvalidOperationException("oops")));
        Run run = await Run.WithAsync(client, "", [], "calc", "1");
        Assert.Equal(new Run(1, "", "understudy: unexpected InvalidOperationException: oops\n"), run);
    }
}
