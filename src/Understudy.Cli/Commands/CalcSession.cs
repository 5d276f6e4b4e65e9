using Understudy.Cli.Calculating;
using Understudy.Cli.Prompting;
using Understudy.Cli.Rendering;
using Understudy.Diagnostics;

namespace Understudy.Cli.Commands;

/// <summary>The prompt of <c>understudy calc</c>: an expression, its answer and who gave it, and again.</summary>
internal sealed class CalcSession(RemoteCalculator calculator, CalcOptions options, Surroundings surroundings)
{
    private readonly Prompt _prompt = new("calc> ", new ConsoleKeyboard(), surroundings.Error, surroundings.Width);

    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            (KeyOutcome outcome, string line) = await _prompt.ReadLineAsync(cancellationToken).ConfigureAwait(false);
            if (outcome == KeyOutcome.Interrupt)
                return ExitCode.Interrupted;
            if (outcome == KeyOutcome.EndOfInput || line.Trim() is "exit" or "quit")
                return ExitCode.Ok;
            if (!string.IsNullOrWhiteSpace(line))
                await AnswerAsync(line, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task AnswerAsync(string expression, CancellationToken cancellationToken)
    {
        Answer answer = await calculator.AskAsync(expression, cancellationToken).ConfigureAwait(false);
        if (answer.Fault is not null)
            surroundings.Error.WriteLine(Explanation.Of(answer, options.Client, surroundings.Width()));
        else
            surroundings.Output.WriteLine(options.IsJson ? CalcReport.Write(answer) : Printable.Escape(answer.Result!));
        await surroundings.Output.FlushAsync(cancellationToken).ConfigureAwait(false);
        if (answer.Source() is { } source)
            surroundings.Error.WriteLine(surroundings.HasColour ? $"\x1b[2m{source}\x1b[0m" : source);
    }
}
