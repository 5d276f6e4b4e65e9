using Understudy.Cli.Prompting;

namespace Understudy.Tests.Cli;

public class PromptTests
{
    [Fact]
    public async Task ReadLineAsync_TypedLine_ReturnsItAndDrawsOneRow()
    {
        using var screen = new StringWriter();
        var prompt = new Prompt("calc> ", new Keys("1+1\r"), screen, () => 40);

        (KeyOutcome outcome, string line) = await prompt.ReadLineAsync(TestContext.Current.CancellationToken);

        Assert.Equal((KeyOutcome.Submit, "1+1"), (outcome, line));
        Assert.Contains("\rcalc> 1+1\x1b[K\r\x1b[9C", screen.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReadLineAsync_ControlCOnAnEmptyLine_Interrupts()
    {
        using var screen = new StringWriter();
        var prompt = new Prompt("calc> ", new Keys("12\x03\x03"), screen, () => 40);

        (KeyOutcome outcome, _) = await prompt.ReadLineAsync(TestContext.Current.CancellationToken);

        Assert.Equal(KeyOutcome.Interrupt, outcome);
    }

    [Theory]
    [InlineData("1\r2\r\x04", 0, "1 2")]
    [InlineData("1\r\x03", 130, "1")]
    [InlineData("1\rend\r3\r", 0, "1 end")]
    public async Task RunAsync_Lines_AreObeyedUntilOneIsTheEnd(string keys, int code, string obeyed)
    {
        using var screen = new StringWriter();
        var lines = new List<string>();

        int ended = await new Prompt("calc> ", new Keys(keys), screen, () => 40).RunAsync(
            line =>
            {
                lines.Add(line);
                return Task.FromResult(line != "end");
            },
            TestContext.Current.CancellationToken);

        Assert.Equal((code, obeyed), (ended, string.Join(' ', lines)));
    }

    private sealed class Keys(string characters) : IKeyboard
    {
        private readonly Queue<char> _left = new(characters);

        public ConsoleKeyInfo ReadKey()
            => new(_left.Dequeue(), ConsoleKey.Oem1, shift: false, alt: false, control: false);
    }
}
