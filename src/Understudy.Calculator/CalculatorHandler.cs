using System.Text;
using System.Text.Unicode;

namespace Understudy.Calculator;

/// <summary>The calculator as a service: an expression in UTF-8 in, its result in UTF-8 out.</summary>
/// <remarks>
/// <para>
/// A rejected request's reply holds <see cref="CalculationError.ToWire"/>, and
/// <see cref="CalculationError.TryParseWire"/> reads it. Bytes that are no UTF-8 are a syntax error at the first of
/// them.
/// </para>
/// <para>
/// A call always completes at once, so it runs on the server's request thread. Safe from any thread.
/// </para>
/// </remarks>
public sealed class CalculatorHandler : IRequestHandler
{
    /// <summary>No character takes fewer bytes than one, or more than this for a UTF-16 code unit.</summary>
    private const int MaxBytesPerChar = 3;

    private static readonly string[] WarmUpExpressions =
        ["3+5-4/3*4", "-2 ** 3 % 7 // 2.5", "max(1, round(2.55, 1), pow(2, 100, 7))", "9**99", "1/0", "1+"];

    /// <inheritdoc/>
    public ValueTask<HandlerStatus> HandleAsync(RequestContext context, CancellationToken cancellationToken)
    {
        Evaluation evaluation = Evaluate(context.Payload.Span);
        string text = TextOf(evaluation);
        ReplyWriter reply = context.Reply;
        reply.Advance(Encoding.UTF8.GetBytes(text, reply.GetSpan(Encoding.UTF8.GetByteCount(text))));
        return ValueTask.FromResult(evaluation.Succeeded ? HandlerStatus.Ok : HandlerStatus.Rejected);
    }

    /// <summary>Evaluates a few expressions, as different as can be.</summary>
    /// <inheritdoc/>
    public ValueTask WarmUpAsync(CancellationToken cancellationToken)
    {
        foreach (string expression in WarmUpExpressions)
            _ = TextOf(Evaluate(Encoding.UTF8.GetBytes(expression)));
        return ValueTask.CompletedTask;
    }

    private static string TextOf(Evaluation evaluation)
        => evaluation.Succeeded ? evaluation.Result : evaluation.Error.ToWire();

    private static Evaluation Evaluate(ReadOnlySpan<byte> request)
    {
        // Bounded before it is decoded, so that a large request costs no memory either.
        if (request.Length > CalculatorLimits.MaxExpressionLength * MaxBytesPerChar)
            return new Evaluation(CalculationError.TooLong);
        if (Utf8.IsValid(request))
            return Arithmetic.Evaluate(Encoding.UTF8.GetString(request));
        var valid = new char[request.Length];
        Utf8.ToUtf16(request, valid, out _, out int length, replaceInvalidSequences: false);
        return new Evaluation(new CalculationError(CalculationErrorCode.Syntax, "not UTF-8 text", length + 1));
    }
}
