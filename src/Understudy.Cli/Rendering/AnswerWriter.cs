using Understudy.Cli.Asking;
using Understudy.Cli.Hosting;

namespace Understudy.Cli.Rendering;

/// <summary>
/// Writes answers: results, and with JSON everything, on standard output; complaints and who answered beside it.
/// </summary>
internal sealed class AnswerWriter
{
    private readonly ProgramContext _context;
    private AnswerError? _lastTold;

    public AnswerWriter(ProgramContext context) => _context = context;

    public bool IsJson { get; init; }

    /// <summary>Whether to say who answered.</summary>
    public bool IsVerbose { get; init; }

    /// <summary>The one answer of a run.</summary>
    public void WriteOnly(Answer answer)
    {
        if (!TryWrite(answer))
            Complain("understudy: " + Explain(answer), answer.Error!);
        WriteSource(answer);
    }

    /// <summary>The answer to one line of many: always one line of output, an empty one without a result.</summary>
    /// <param name="answer">What became of the line.</param>
    /// <param name="number">The line's number, from 1.</param>
    public void WriteLine(Answer answer, int number)
    {
        if (!TryWrite(answer))
        {
            AnswerError error = answer.Error!;
            string column = error.Column is null ? "" : $", column {error.Column}";
            _context.Output.WriteLine();
            Complain($"understudy: line {number}{column}: {Printable.Escape(error.Message)}", error);
        }

        WriteSource(answer, $"line={number} ");
    }

    /// <summary>An answer at a prompt, where the person sees at once who gave it.</summary>
    public void WriteAtPrompt(Answer answer)
    {
        if (!TryWrite(answer))
            Complain(Explain(answer), answer.Error!);
        _context.Output.Flush();
        if (_context.HasColour)
            WriteSource(answer, "\x1b[2m", "\x1b[0m");
        else
            WriteSource(answer);
    }

    private bool TryWrite(Answer answer)
    {
        if (IsJson)
            _context.Output.WriteLine(CalcReport.Write(answer));
        else if (answer.Result is { } result)
            _context.Output.WriteLine(Printable.Escape(result));
        else
            return false;
        return true;
    }

    /// <summary>Says what is wrong, and what may be the cause, unless that was said last time.</summary>
    private void Complain(string message, AnswerError error)
    {
        bool isToldAgain = _lastTold?.Presence is { } presence && presence == error.Presence;
        _lastTold = error;
        _context.Tell(message);
        if (!isToldAgain && Explanation.Hints(error) is { } hints)
            _context.Tell(hints);
    }

    private void WriteSource(Answer answer, string before = "", string after = "")
    {
        if (IsVerbose && answer.Source() is { } source)
            _context.Error.WriteLine(before + source + after);
    }

    private string Explain(Answer answer) => Explanation.Of(answer, _context.Width());
}
