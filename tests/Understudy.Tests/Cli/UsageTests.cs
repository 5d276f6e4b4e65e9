namespace Understudy.Tests.Cli;

public class UsageTests
{
    [Theory]
    [InlineData("name a command: serve, calc, demo, bench.")]
    [InlineData("there is no command 'serv'. Did you mean 'serve'?", "serv")]
    [InlineData("there is no option '--bogus'.", "--bogus")]
    [InlineData("--id is missing; give this server a number from 1 to 255 that no other server has, or auto.", "serve")]
    [InlineData("--id: 0 is out of range; it must be from 1 to 255.", "serve", "--id", "0")]
    [InlineData("--id: -1 is out of range; it must be from 1 to 255.", "serve", "--id", "-1")]
    [InlineData("--id: 256 is out of range; it must be from 1 to 255.", "serve", "--id", "256")]
    [InlineData("--id: 6 is out of range; it must be from 1 to 5.", "serve", "--id", "6", "--max-servers", "5")]
    [InlineData("--id: 'abc' will not do; it must be auto, or a whole number from 1 to 255.", "serve", "--id", "abc")]
    [InlineData(
        "--id: '99999999999' will not do; it must be auto, or a whole number from 1 to 255.",
        "serve", "--id", "99999999999")]
    [InlineData(
        "--id: '-2147483648' will not do; it must be auto, or a whole number from 1 to 255.",
        "serve", "--id", "-2147483648")]
    [InlineData(
        "--max-servers: 256 is out of range; it must be from 1 to 255.", "serve", "--id", "1", "--max-servers", "256")]
    [InlineData("--countdown: 0 is out of range; it must be from 3 to 255.", "serve", "--id", "1", "--countdown", "0")]
    [InlineData(
        "--active-from: 5 is out of range; it must be from 1 to 3.", "serve", "--id", "1", "--active-from", "5")]
    [InlineData("--ttl: 0 is out of range; it must be from 1 to 255.", "serve", "--id", "1", "--ttl", "0")]
    [InlineData(
        "--report: 10ms is out of range; it must be from 100ms to 24h.", "serve", "--id", "1", "--report", "10ms")]
    [InlineData(
        "--log-format: 'xml' will not do; it must be text or json.", "serve", "--id", "1", "--log-format", "xml")]
    [InlineData(
        "--group: '1' will not do; it must be an IPv4 address and port such as 239.255.77.1:5107.",
        "calc", "--group", "1", "1")]
    [InlineData("'--id' stands after '--', where nothing is an option.", "serve", "--", "--id", "1")]
    [InlineData("'--verbose' stands after '--', where nothing is an option.", "calc", "--", "--verbose")]
    [InlineData("'--id' comes after the command, as in 'understudy serve --id'.", "--id", "1", "serve")]
    [InlineData("'--id' is no option of 'calc'. 'serve' has it.", "calc", "--id", "1")]
    [InlineData("'--id' comes after a command, as in 'understudy serve --id'.", "--id", "1")]
    [InlineData("'1' is one argument too many. Did you mean '--id 1'?", "serve", "1")]
    [InlineData("'auto' is one argument too many. Did you mean '--id auto'?", "serve", "auto")]
    [InlineData("there is no command 'serv'. Did you mean 'serve'?", "help", "serv")]
    [InlineData(
        "--spread: the classic dialect knows the order of the lowest id alone.", "calc", "--spread", "--classic")]
    [InlineData(
        "--heartbeat: 2m is out of range; it must be from 10ms to 1m.", "serve", "--id", "1", "--heartbeat", "2m")]
    [InlineData("--timeout: 2h is out of range; it must be from 1ms to 1h.", "calc", "--timeout", "2h", "1")]
    [InlineData(
        "--group: 10.0.0.1:5107 is not an IPv4 multicast group and port; use one such as 239.255.77.1:5107.",
        "serve", "--id", "1", "--group", "10.0.0.1:5107")]
    [InlineData("there is no option '--verbos'. Did you mean '--verbose'?", "calc", "--verbos")]
    [InlineData("there is no option '--timeuot=5s'. Did you mean '--timeout'?", "calc", "--timeuot=5s")]
    [InlineData("'+' is one argument too many. Put the expression in quotes.", "calc", "3", "+", "5")]
    [InlineData(
        "--timeout: '5' will not do; it must be a duration such as 250ms, 1s, 1.5s or 2m.",
        "calc", "--timeout", "5", "1")]
    [InlineData(
        "--servers: 1 is out of range; it must be from 2 to 20.", "demo", "--servers", "1", "--kill-every", "3s")]
    [InlineData("--duration: 0 is out of range; it must be from 1s to 24h.", "demo", "--duration", "0")]
    [InlineData("--kill-every: 0 is out of range; it must be from 500ms to 1h.", "demo", "--kill-every", "0")]
    [InlineData("--servers: 'two' will not do; it must be a whole number from 1 to 20.", "demo", "--servers", "two")]
    [InlineData("--heartbeat: 2m is out of range; it must be from 10ms to 1m.", "demo", "--heartbeat", "2m")]
    [InlineData("--json needs --kill-every or --duration: a prompt is for people.", "demo", "--json")]
    [InlineData(
        "--rate and --concurrency exclude each other; give one of them.", "bench", "--rate", "5", "--concurrency", "5")]
    [InlineData("--rate: 0 is out of range; it must be from 1 to 100000.", "bench", "--rate", "0")]
    [InlineData("--rate: '1.5' will not do; it must be a whole number from 1 to 100000.", "bench", "--rate", "1.5")]
    [InlineData("--concurrency: 16385 is out of range; it must be from 1 to 16384.", "bench", "--concurrency", "16385")]
    [InlineData("--duration: 1ms is out of range; it must be from 100ms to 24h.", "bench", "--duration", "1ms")]
    [InlineData(
        "--expression: ' ' will not do; it must be an expression of at most 4096 characters.",
        "bench", "--expression", " ")]
    [InlineData("'1+1' is one argument too many.", "bench", "1+1")]
    public async Task CommandLine_WithAMistake_SaysWhatIsWrongOnStandardErrorOnly(
        string message, params string[] arguments)
    {
        Run run = await Run.OfAsync(arguments);

        Assert.Equal(2, run.Code);
        Assert.Equal("", run.Output);
        Assert.Equal("understudy: " + message, run.ErrorLines[0]);
        Assert.StartsWith("Try 'understudy ", run.ErrorLines[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task CommandLine_WithManyMistakes_NeedsFiveLinesAtMost()
    {
        Run run = await Run.OfAsync("serve", "--a", "--b", "--c", "--d", "--e", "--f", "--g");
        Assert.Equal(2, run.Code);
        Assert.InRange(run.ErrorLines.Length, 1, 5);
    }

    [Theory]
    [InlineData(
        "UNDERSTUDY_ID", "x", "UNDERSTUDY_ID: 'x' will not do; it must be auto, or a whole number from 1 to 255.")]
    [InlineData(
        "UNDERSTUDY_MAX_SERVERS", "900", "UNDERSTUDY_MAX_SERVERS: 900 is out of range; it must be from 1 to 255.")]
    [InlineData("UNDERSTUDY_CLASSIC", "yes", "UNDERSTUDY_CLASSIC: 'yes' will not do; it must be 1 or 0.")]
    [InlineData(
        "UNDERSTUDY_HEARTBEAT", "fast",
        "UNDERSTUDY_HEARTBEAT: 'fast' will not do; it must be a duration such as 250ms, 1s, 1.5s or 2m.")]
    [InlineData(
        "UNDERSTUDY_ID", "",
        "--id is missing; give this server a number from 1 to 255 that no other server has, or auto.")]
    public async Task Environment_WithABadValue_IsNamed(string variable, string value, string message)
    {
        Run run = await Run.WithAsync(null, "", new() { [variable] = value }, "serve");

        Assert.Equal((2, ""), (run.Code, run.Output));
        Assert.Equal("understudy: " + message, run.ErrorLines[0]);
    }

    [Fact]
    public async Task Environment_OutOfTheProgramsOwnRange_IsNamed()
    {
        Run run = await Run.WithAsync(null, "", new() { ["UNDERSTUDY_DEMO_SERVERS"] = "21" }, "demo");
        Assert.Equal(
            "understudy: UNDERSTUDY_DEMO_SERVERS: 21 is out of range; it must be from 1 to 20.", run.ErrorLines[0]);
    }

    [Fact]
    public async Task Environment_BesideTheOption_IsNotRead()
    {
        Run run = await Run.WithAsync(null, "", new() { ["UNDERSTUDY_ID"] = "x" }, "serve", "--id", "0");
        Assert.Equal("understudy: --id: 0 is out of range; it must be from 1 to 255.", run.ErrorLines[0]);
    }

    [Theory]
    [InlineData("", "UNDERSTUDY_INTERFCE", "Did you mean UNDERSTUDY_INTERFACE?")]
    [InlineData("", "UNDERSTUDY_DURATION", "Did you mean UNDERSTUDY_DEMO_DURATION or UNDERSTUDY_BENCH_DURATION?")]
    [InlineData("", "UNDERSTUDY_NOTHING_OF_OURS", "")]
    [InlineData("--json", "UNDERSTUDY_INTERFCE", "Did you mean UNDERSTUDY_INTERFACE?")]
    public async Task Environment_WithAnUnknownVariable_IsToldAndGoesOn(string option, string variable, string advice)
    {
        Run run = await Run.WithAsync(
            FakeClient.Answering("2"), "1+1\n", new() { [variable] = "1" }, option == "" ? ["calc"] : ["calc", option]);
        Assert.Equal(0, run.Code);
        Assert.Equal(
            $"understudy: {variable} is set, and no setting is called that. {advice}".TrimEnd(),
            Assert.Single(run.ErrorLines));
    }

    [Theory]
    [InlineData("UNDERSTUDY_JSON", "1", "demo")]
    [InlineData("UNDERSTUDY_HEARTBEAT", "x", "demo")]
    [InlineData("UNDERSTUDY_BENCH_DURATION", "x", "demo")]
    [InlineData("UNDERSTUDY_TIMEOUT", "x", "bench")]
    [InlineData("UNDERSTUDY_DEMO_DURATION", "x", "bench")]
    public async Task Environment_OfAnotherCommand_IsNotObeyed(string variable, string value, string command)
    {
        Run run = await Run.RehearseAsync(new() { [variable] = value }, command);
        Assert.Equal(new Run(0, "", ""), run);
    }

    [Theory]
    [InlineData("--log-level", "Debug")]
    [InlineData("--log-format", "JSON")]
    [InlineData("--id", "AUTO")]
    public async Task Value_OfAnyCase_IsUnderstood(string option, string value)
    {
        string[] id = option == "--id" ? [] : ["--id", "1"];
        Assert.Equal(new Run(0, "", ""), await Run.RehearseAsync([], ["serve", .. id, option, value]));
    }
}
