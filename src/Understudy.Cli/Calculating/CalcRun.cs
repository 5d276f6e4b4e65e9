using System.Globalization;
using Understudy.Cli.Asking;
using Understudy.Cli.Hosting;
using Understudy.Cli.Rendering;
using Understudy.Diagnostics;

namespace Understudy.Cli.Calculating;

/// <summary>Calculates one expression, or every line of a pipe, or what is typed at a prompt.</summary>
internal sealed class CalcRun(CalcOptions options, ProgramContext context)
{
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        IRequester requester = context.Connect(options.Client);
        await using (requester.ConfigureAwait(false))
        {
            RemoteCalculator calculator = new(requester, options.Client);
            if (options.Expression is { } expression)
                return await RunOnceAsync(calculator, expression, cancellationToken).ConfigureAwait(false);
            if (context.IsInteractive)
            {
                CalcSession session = new(calculator, options, context);
                return await session.RunAsync(cancellationToken).ConfigureAwait(false);
            }

            return await RunPipeAsync(calculator, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<int> RunOnceAsync(
        RemoteCalculator calculator, string expression, CancellationToken cancellationToken)
    {
        Answer answer = await calculator.AskAsync(expression, cancellationToken).ConfigureAwait(false);
        if (options.IsJson)
            context.Output.WriteLine(CalcReport.Write(answer));
        else if (answer.Error is not null)
            context.Error.WriteLine("understudy: " + Explanation.Of(answer, options.Client, context.Width()));
        else
            context.Output.WriteLine(Printable.Escape(answer.Result!));
        if (options.IsVerbose && answer.Source() is { } source)
            context.Error.WriteLine(source);
        return Code(answer.Error);
    }

    /// <summary>
    /// Goes on to the end whatever happens to a line. A rejection outranks a silence in the exit code: it is the input
    /// that has to change, and asking again would not help.
    /// </summary>
    private async Task<int> RunPipeAsync(RemoteCalculator calculator, CancellationToken cancellationToken)
    {
        int code = ExitCode.Ok;
        OrderedPipeline pipeline = new(line => line.Error is { } error
            ? Task.FromResult(new Answer { Expression = line.Text, Error = error })
            : calculator.AskAsync(line.Text, cancellationToken));
        IAsyncEnumerable<InputLine> lines = new BoundedLineReader(context.Input).ReadAsync(cancellationToken);
        await pipeline.RunAsync(
            lines,
            async (answer, number, isLast) =>
            {
                code = Math.Max(code, Code(answer.Error));
                WriteLine(answer, number);
                if (isLast)
                    await context.Output.FlushAsync(cancellationToken).ConfigureAwait(false);
            },
            cancellationToken).ConfigureAwait(false);
        return code;
    }

    private void WriteLine(Answer answer, int number)
    {
        context.Output.WriteLine(
            options.IsJson ? CalcReport.Write(answer) : Printable.Escape(answer.Result ?? ""));
        if (answer.Error is { } error && !options.IsJson)
        {
            string column = error.Column is { } at ? string.Create(CultureInfo.InvariantCulture, $", column {at}") : "";
            context.Error.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"understudy: line {number}{column}: {Printable.Escape(error.Message)}"));
        }

        if (options.IsVerbose && answer.Source() is { } source)
            context.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"line={number} {source}"));
    }

    private static int Code(AnswerError? error)
        => error is null ? ExitCode.Ok : error.IsNoAnswer ? ExitCode.NoAnswer : ExitCode.Rejected;
}
