using System.Text;
using Understudy.Calculator;
using Understudy.Testing;

namespace Understudy.Fuzzing.Targets;

/// <summary>Arithmetic expressions, from the bytes of a request to those of its reply.</summary>
internal sealed class ExpressionTarget : FuzzTarget
{
    public const string TargetName = "expressions";

    private readonly CalculatorHandler _handler = new();
    private string _reply = "";
    private HandlerStatus _status;

    public override string Name => TargetName;

    /// <summary>A little more than the calculator takes, so that it also meets what it refuses unread.</summary>
    public override int MaxLength => CalculatorLimits.MaxExpressionLength + 8;

    /// <summary>"A few hundred kilobytes", as <see cref="CalculatorLimits"/> promises.</summary>
    public override long MaxAllocatedBytes => 512 << 10;

    public override IReadOnlyList<byte[]> Tokens { get; } =
    [
        .. Words("+ - * / // % ** ( ) , abs( min( max( round( pow( 1e308 1e-324 1e999 -0.0 0x 0o 0b _ 0xFF 1_000 .5 5. "
            + "1e 9**99 2**63 2**64 9007199254740993 -1 ,-1) ,None) nan inf j 1if é １ ٣ # \\ = ; ' [ : 0777 00 "
            + "1.e5 ** - -"),
        [0], [9], [10], [12], [13], [0xC2, 0xA0], [0xFF], " "u8.ToArray(),
    ];

    public override void Run(ReadOnlyMemory<byte> input)
    {
        var request = new HandlerCall(input);
        ValueTask<HandlerStatus> call = _handler.HandleAsync(request.Context, CancellationToken.None);
        if (!call.IsCompletedSuccessfully)
            throw new WrongBehaviourException("the calculator answers at once");
        _status = call.Result;
        _reply = Encoding.UTF8.GetString(request.Reply.Span);
    }

    public override void Verify(ReadOnlyMemory<byte> input)
    {
        string text = _reply;
        if (_status == HandlerStatus.Rejected)
        {
            Require(CalculationError.TryParseWire(text, out CalculationError? error), "a rejection has its reason");
            Require(!text.AsSpan().ContainsAny('\n', '\r'), "a reason is one line");
            int characters = Encoding.UTF8.GetCharCount(input.Span);
            Require(error!.Column <= characters + 1, "the caret stands under the expression, or right behind it");
            return;
        }

        Require(text.Length is >= 1 and <= CalculatorLimits.MaxResultLength, "a result fits one datagram");
        Require(text.All(char.IsAscii), "a result is ASCII");
        if (text.AsSpan().TrimStart('-') is "inf" or "nan")
            return;
        Evaluation again = Arithmetic.Evaluate(text);
        Require(again.Result == text, "a result is an expression with itself for a result");
    }
}
