using System.Text;
using Understudy.Calculator;
using Understudy.Cli.Commands;
using Understudy.Handling;

namespace Understudy.Cli.Calculating;

/// <summary>Has the group calculate, and makes one kind of answer of results, rejections and silence.</summary>
internal sealed class RemoteCalculator(IRequester requester, UnderstudyClientOptions options)
{
    /// <summary>All that a server of the classic dialect says of an expression it cannot evaluate.</summary>
    private const string ClassicRejection = "Invalid Expression!";

    /// <exception cref="NetworkException">The network does not let the client send at all.</exception>
    public async Task<Answer> AskAsync(string expression, CancellationToken cancellationToken)
    {
        if (RefuseUnasked(expression) is { } fault)
            return new Answer { Expression = expression, Fault = fault };
        try
        {
            byte[] request = Encoding.UTF8.GetBytes(expression);
            Reply reply = await requester.RequestAsync(request, cancellationToken).ConfigureAwait(false);
            return Read(expression, reply);
        }
        catch (NoAnswerException silence)
        {
            string message = $"nobody answered within {Duration.Format(options.Timeout)}";
            return new Answer
            {
                Expression = expression,
                Fault = new Fault(Fault.NoAnswer, message, Column: null),
                Attempts = silence.Attempts,
                Elapsed = silence.Elapsed,
            };
        }
        catch (RequestTooLargeException tooLarge)
        {
            string message = $"the expression has {tooLarge.Length} bytes; at most {tooLarge.Limit} fit one datagram";
            return new Answer
            {
                Expression = expression,
                Fault = Fault.Of(CalculationErrorCode.TooLong, message, tooLarge.Limit + 1),
            };
        }
    }

    /// <summary>
    /// What needs no server to be refused: no text at all, which makes no datagram, and far too much of it.
    /// </summary>
    private static Fault? RefuseUnasked(string expression)
    {
        if (expression.Length > CalculatorLimits.MaxExpressionLength)
            return TooLong();
        if (!string.IsNullOrWhiteSpace(expression))
            return null;
        return Arithmetic.Evaluate(expression).Error is { } error
            ? Fault.From(error)
            : Fault.Of(CalculationErrorCode.Syntax, "there is no expression", 1);
    }

    public static Fault TooLong() => Fault.Of(
        CalculationErrorCode.TooLong,
        $"the expression is longer than {CalculatorLimits.MaxExpressionLength} characters",
        CalculatorLimits.MaxExpressionLength + 1);

    private static Answer Read(string expression, Reply reply)
    {
        string text = Encoding.UTF8.GetString(reply.Payload.Span);
        bool rejected = reply.Status == HandlerStatus.Rejected || text == ClassicRejection;
        return new Answer
        {
            Expression = expression,
            Result = rejected ? null : text,
            Fault = rejected ? Explain(expression, text) : null,
            Address = reply.Sender,
            Server = reply.ServerId,
            Rank = reply.Rank,
            Attempts = reply.Attempts,
            Elapsed = reply.Elapsed,
        };
    }

    /// <summary>
    /// The reason is in the answer, or, where the answer is the classic one without any, what this program's own
    /// calculator says. It may have none: the original program's language is another.
    /// </summary>
    private static Fault Explain(string expression, string text)
    {
        if (CalculationError.TryParseWire(text, out CalculationError? told))
            return Fault.From(told);
        if (text == ClassicRejection && Arithmetic.Evaluate(expression).Error is { } found)
            return Fault.From(found);
        string says = text is "" or ClassicRejection ? "the server rejected it" : "the server rejected it: " + text;
        return Fault.Of(CalculationErrorCode.Syntax, says, column: null);
    }
}
