using Understudy.Cli.Asking;
using Understudy.Cli.Hosting;
using Understudy.Cli.Prompting;
using Understudy.Cli.Rendering;
using Understudy.Diagnostics;

namespace Understudy.Cli.Calculating;

/// <summary>The prompt of <c>understudy calc</c>: an expression, its answer and who gave it, and again.</summary>
internal sealed class CalcSession(RemoteCalculator calculator, CalcOptions options, ProgramContext context)
{
    private readonly Prompt _prompt = new("calc> ", new ConsoleKeyboard(), context.Error, context.Width);

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
        if (answer.Error is not null)
            context.Error.WriteLine(Explanation.Of(answer, options.Client, context.Width()));
        else
            context.Output.WriteLine(options.IsJson ? CalcReport.Write(answer) : Printable.Escape(answer.Result!));
        await context.Output.FlushAsync(cancellationToken).ConfigureAwait(false);
        if (answer.Source() is { } source)
            context.Error.WriteLine(context.HasColour ? $"\x1b[2m{source}\x1b[0m" : source);
    }
}
