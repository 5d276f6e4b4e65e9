using System.Text;
using Understudy.Calculator;

namespace Understudy.Cli.Bench;

/// <summary>The expression that is asked, and the answer that this program's own calculator has for it.</summary>
internal sealed class Exercise
{
    private readonly byte[]? _expected;

    public Exercise(string expression)
    {
        Request = Encoding.UTF8.GetBytes(expression);
        Evaluation evaluation = Arithmetic.Evaluate(expression);
        _expected = evaluation.Succeeded ? Encoding.UTF8.GetBytes(evaluation.Result) : null;
    }

    public ReadOnlyMemory<byte> Request { get; }

    /// <summary>
    /// The outcome that is service: a rejection only where the expression has no result, so that every server has to
    /// reject it.
    /// </summary>
    public Outcome Service => _expected is null ? Outcome.Rejected : Outcome.Answered;

    public Outcome Judge(Reply reply)
    {
        if (reply.Status == HandlerStatus.Rejected)
            return Outcome.Rejected;
        return _expected is not null && reply.Payload.Span.SequenceEqual(_expected) ? Outcome.Answered : Outcome.Wrong;
    }
}
