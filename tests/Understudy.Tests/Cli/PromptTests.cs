using Understudy.Cli.Prompting;

namespace Understudy.Tests.Cli;

public class PromptTests
{
    [Fact]
    public async Task ReadLineAsync_TypedLine_ReturnsItAndDrawsOneRow()
    {
        using StringWriter screen = new();
        Prompt prompt = new("calc> ", new Keys("1+1\r"), screen, () => 40);

        (KeyOutcome outcome, string line) = await prompt.ReadLineAsync(TestContext.Current.CancellationToken);

        Assert.Equal((KeyOutcome.Submit, "1+1"), (outcome, line));
        Assert.Contains("\rcalc> 1+1\x1b[K\r\x1b[9C", screen.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReadLineAsync_ControlCOnAnEmptyLine_Interrupts()
    {
        using StringWriter screen = new();
        Prompt prompt = new("calc> ", new Keys("12\x03\x03"), screen, () => 40);

        (KeyOutcome outcome, _) = await prompt.ReadLineAsync(TestContext.Current.CancellationToken);

        Assert.Equal(KeyOutcome.Interrupt, outcome);
    }

    private sealed class Keys(string characters) : IKeyboard
    {
        private readonly Queue<char> _left = new(characters);

        public ConsoleKeyInfo ReadKey()
            => new(_left.Dequeue(), ConsoleKey.Oem1, shift: false, alt: false, control: false);
    }
}
