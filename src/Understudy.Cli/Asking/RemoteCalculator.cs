using System.Text;
using Understudy.Calculator;
using Understudy.Cli.Hosting;

namespace Understudy.Cli.Asking;

/// <summary>
/// Has the group calculate, and makes one kind of answer of results, rejections, silence and a network that fails.
/// What goes wrong with one request is that request's answer; the next may fare better.
/// </summary>
internal sealed class RemoteCalculator
{
    private readonly IUnderstudyClient _client;
    private readonly UnderstudyClientOptions _options;

    public RemoteCalculator(IUnderstudyClient client, UnderstudyClientOptions options)
    {
        _client = client;
        _options = options;
    }

    public async Task<Answer> AskAsync(string expression, CancellationToken cancellationToken)
    {
        if (RefuseUnasked(expression) is { } error)
            return new Answer { Expression = expression, Error = error };
        try
        {
            byte[] request = Encoding.UTF8.GetBytes(expression);
            Reply reply = await _client.RequestAsync(request, cancellationToken).ConfigureAwait(false);
            return Read(expression, reply);
        }
        catch (NoAnswerException silence)
        {
            return new Answer
            {
                Expression = expression,
                Error = Silence.Explain(silence.Presence, _options),
                Attempts = silence.Attempts,
                Elapsed = silence.Elapsed,
            };
        }
        catch (RequestFailedException failure)
        {
            return new Answer
            {
                Expression = expression,
                Error = new AnswerError(AnswerError.Failed, OptionFlags.Spell(failure.Message), Column: null),
                Attempts = failure.Attempts,
                Elapsed = failure.Elapsed,
            };
        }
        catch (NetworkException unsent)
        {
            return new Answer
            {
                Expression = expression,
                Error = new AnswerError(AnswerError.NotSent, OptionFlags.Spell(unsent.Message), Column: null),
            };
        }
        catch (RequestTooLargeException tooLarge)
        {
            string message = $"the expression has {tooLarge.Length} bytes; at most {tooLarge.Limit} fit one datagram";
            return new Answer
            {
                Expression = expression,
                Error = AnswerError.Of(CalculationErrorCode.TooLong, message, tooLarge.Limit + 1),
            };
        }
    }

    /// <summary>
    /// What needs no server to be refused: no text at all, which makes no datagram, far too much of it, and control
    /// characters, which are no part of the language and which servers of the classic dialect drop unanswered.
    /// </summary>
    private static AnswerError? RefuseUnasked(string expression)
    {
        bool isText = !string.IsNullOrWhiteSpace(expression) && !expression.Any(IsControl);
        if (expression.Length <= CalculatorLimits.MaxExpressionLength && isText)
            return null;
        return Arithmetic.Evaluate(expression).Error is { } error ? Explain(expression, error) : null;
    }

    private static bool IsControl(char character)
        => char.IsControl(character) && character is not ('\t' or '\r' or '\n');

    private static Answer Read(string expression, Reply reply)
    {
        string text = Encoding.UTF8.GetString(reply.Payload.Span);
        bool rejected = reply.Status == HandlerStatus.Rejected;
        return new Answer
        {
            Expression = expression,
            Result = rejected ? null : text,
            Error = rejected ? Explain(expression, text) : null,
            Address = reply.Sender,
            Server = reply.ServerId,
            Rank = reply.Rank,
            Attempts = reply.Attempts,
            Elapsed = reply.Elapsed,
        };
    }

    /// <summary>
    /// The reason is in the answer, or is what this program's own calculator says. It may have none: the original
    /// program's language is another.
    /// </summary>
    private static AnswerError Explain(string expression, string text)
    {
        if (CalculationError.TryParseWire(text, out CalculationError? told))
            return Explain(expression, told);
        return Arithmetic.Evaluate(expression).Error is { } found
            ? Explain(expression, found)
            : AnswerError.Of(CalculationErrorCode.Syntax, "the server rejected it", column: null);
    }

    private static AnswerError Explain(string expression, CalculationError error)
        => AnswerError.From(error) with { Hints = SyntaxHint.For(expression, error) is { } hint ? [hint] : null };
}
