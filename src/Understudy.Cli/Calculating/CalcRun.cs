using Understudy.Cli.Asking;
using Understudy.Cli.Hosting;
using Understudy.Cli.Prompting;
using Understudy.Cli.Rendering;

namespace Understudy.Cli.Calculating;

/// <summary>Calculates one expression, or every line of a pipe, or what is typed at a prompt.</summary>
internal sealed class CalcRun
{
    private readonly CalcOptions _options;
    private readonly ProgramContext _context;
    private readonly AnswerWriter _writer;

    public CalcRun(CalcOptions options, ProgramContext context)
    {
        _options = options;
        _context = context;
        _writer = new AnswerWriter(context)
        {
            IsJson = options.IsJson,
            IsVerbose = options.IsVerbose || IsAtPrompt,
        };
    }

    private bool IsAtPrompt => _options.Expression is null && _context.IsInteractive;

    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        IUnderstudyClient client = _context.Connect(_options.Client);
        await using (client.ConfigureAwait(false))
        {
            var calculator = new RemoteCalculator(client, _options.Client);
            Task<int> run = IsAtPrompt ? RunPromptAsync(calculator, cancellationToken)
                : _options.Expression is { } expression ? RunOnceAsync(calculator, expression, cancellationToken)
                : RunPipeAsync(calculator, cancellationToken);
            return await run.ConfigureAwait(false);
        }
    }

    private async Task<int> RunOnceAsync(
        RemoteCalculator calculator, string expression, CancellationToken cancellationToken)
    {
        Answer answer = await calculator.AskAsync(expression, cancellationToken).ConfigureAwait(false);
        _writer.WriteOnly(answer);
        return AnswerCode.Of(answer.Error);
    }

    private Task<int> RunPromptAsync(RemoteCalculator calculator, CancellationToken cancellationToken)
    {
        var prompt = new Prompt("calc> ", new ConsoleKeyboard(), _context.Error, _context.Width);
        return prompt.RunAsync(
            async line =>
            {
                if (line.Trim() is "exit" or "quit")
                    return false;
                if (!string.IsNullOrWhiteSpace(line))
                    _writer.WriteAtPrompt(await calculator.AskAsync(line, cancellationToken).ConfigureAwait(false));
                return true;
            },
            cancellationToken);
    }

    /// <summary>
    /// Goes on to the end whatever happens to a line.
    /// </summary>
    private async Task<int> RunPipeAsync(RemoteCalculator calculator, CancellationToken cancellationToken)
    {
        int code = ExitCode.Ok;
        var pipeline = new OrderedPipeline(line => line.Error is { } error
            ? Task.FromResult(new Answer { Expression = line.Text, Error = error })
            : calculator.AskAsync(line.Text, cancellationToken));
        IAsyncEnumerable<InputLine> lines = new BoundedLineReader(_context.Input).ReadAsync(cancellationToken);
        await pipeline.RunAsync(
            lines,
            async (answer, number, isLast) =>
            {
                code = AnswerCode.Worse(code, AnswerCode.Of(answer.Error));
                _writer.WriteLine(answer, number);
                if (isLast)
                    await _context.Output.FlushAsync(cancellationToken).ConfigureAwait(false);
            },
            cancellationToken).ConfigureAwait(false);
        return code;
    }
}
