using System.Globalization;
using Understudy.Cli.Calculating;
using Understudy.Cli.Prompting;
using Understudy.Cli.Rendering;
using Understudy.Diagnostics;

namespace Understudy.Cli.Commands;

/// <summary>Calculates one expression, or every line of a pipe, or what is typed at a prompt.</summary>
internal sealed class CalcRun(CalcOptions options, Surroundings surroundings)
{
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        IRequester requester = surroundings.Connect(options.Client);
        await using (requester.ConfigureAwait(false))
        {
            RemoteCalculator calculator = new(requester, options.Client);
            if (options.Expression is { } expression)
                return await RunOnceAsync(calculator, expression, cancellationToken).ConfigureAwait(false);
            if (surroundings.IsInteractive)
            {
                CalcSession session = new(calculator, options, surroundings);
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
            surroundings.Output.WriteLine(CalcReport.Write(answer));
        else if (answer.Fault is not null)
            surroundings.Error.WriteLine("understudy: " + Explanation.Of(answer, options.Client, surroundings.Width()));
        else
            surroundings.Output.WriteLine(Printable.Escape(answer.Result!));
        if (options.IsVerbose && answer.Source() is { } source)
            surroundings.Error.WriteLine(source);
        return Code(answer.Fault);
    }

    /// <summary>
    /// Goes on to the end whatever happens to a line. A rejection outranks a silence in the exit code: it is the input
    /// that has to change, and asking again would not help.
    /// </summary>
    private async Task<int> RunPipeAsync(RemoteCalculator calculator, CancellationToken cancellationToken)
    {
        int code = ExitCode.Ok;
        OrderedPipeline pipeline = new(line => line.Fault is { } fault
            ? Task.FromResult(new Answer { Expression = line.Text, Fault = fault })
            : calculator.AskAsync(line.Text, cancellationToken));
        IAsyncEnumerable<InputLine> lines = new BoundedLineReader(surroundings.Input).ReadAsync(cancellationToken);
        await pipeline.RunAsync(
            lines,
            async (answer, number, isLast) =>
            {
                code = Math.Max(code, Code(answer.Fault));
                WriteLine(answer, number);
                if (isLast)
                    await surroundings.Output.FlushAsync(cancellationToken).ConfigureAwait(false);
            },
            cancellationToken).ConfigureAwait(false);
        return code;
    }

    private void WriteLine(Answer answer, int number)
    {
        surroundings.Output.WriteLine(
            options.IsJson ? CalcReport.Write(answer) : Printable.Escape(answer.Result ?? ""));
        if (answer.Fault is { } fault && !options.IsJson)
        {
            string column = fault.Column is { } at ? string.Create(CultureInfo.InvariantCulture, $", column {at}") : "";
            surroundings.Error.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"understudy: line {number}{column}: {Printable.Escape(fault.Message)}"));
        }

        if (options.IsVerbose && answer.Source() is { } source)
            surroundings.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"line={number} {source}"));
    }

    private static int Code(Fault? fault)
        => fault is null ? ExitCode.Ok : fault.IsNoAnswer ? ExitCode.NoAnswer : ExitCode.Rejected;
}
