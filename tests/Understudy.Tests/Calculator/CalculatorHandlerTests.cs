using System.Text;
using Understudy.Calculator;
using Understudy.Testing;

namespace Understudy.Tests.Calculator;

public class CalculatorHandlerTests
{
    [Fact]
    public void Handle_Expression_RepliesWithTheResult()
        => Assert.Equal((HandlerStatus.Ok, "2.666666666666667"), Handle("3+5-4/3*4"u8));

    [Fact]
    public void Handle_Rejected_RepliesWithAnErrorThatReadsBack()
    {
        (HandlerStatus status, string reply) = Handle("1/0"u8);
        Assert.Equal(HandlerStatus.Rejected, status);
        Assert.True(CalculationError.TryParseWire(reply, out CalculationError? error));
        Assert.Equal(new CalculationError(CalculationErrorCode.DivisionByZero, "division by zero", 2), error);
    }

    [Fact]
    public void Handle_Empty_IsASyntaxError()
        => Assert.Equal((HandlerStatus.Rejected, "syntax 1 invalid syntax"), Handle([]));

    [Fact]
    public void Handle_NotUtf8_PointsAtTheFirstBadByte()
    {
        Assert.Equal((HandlerStatus.Rejected, "syntax 1 not UTF-8 text"), Handle([0xFF]));
        Assert.Equal((HandlerStatus.Rejected, "syntax 3 not UTF-8 text"), Handle([(byte)'1', (byte)'+', 0xC3]));
        Assert.Equal((HandlerStatus.Rejected, "syntax 2 not UTF-8 text"), Handle([0xC3, 0xA9, 0x80, (byte)'1']));
    }

    [Fact]
    public void Handle_EveryByteAlone_IsAResultOrARejectionThatReadsBack()
    {
        for (int value = 0; value <= byte.MaxValue; value++)
        {
            (HandlerStatus status, string reply) = Handle([(byte)value]);
            bool digit = char.IsAsciiDigit((char)value);
            Assert.Equal(digit ? HandlerStatus.Ok : HandlerStatus.Rejected, status);
            Assert.Equal(!digit, CalculationError.TryParseWire(reply, out _));
        }
    }

    [Fact]
    public void Handle_LargerThanAnyExpression_IsTooLong()
    {
        byte[] request = new byte[10_000_000];
        Array.Fill(request, (byte)'9');
        Assert.StartsWith("tooLong 4097 ", Handle(request).Reply, StringComparison.Ordinal);
        Assert.StartsWith("tooLong 4097 ", Handle(request.AsSpan(0, 4097)).Reply, StringComparison.Ordinal);
    }

    private static (HandlerStatus Status, string Reply) Handle(ReadOnlySpan<byte> request)
    {
        var call = new HandlerCall(request.ToArray());
        Task<HandlerStatus> handled = new CalculatorHandler()
            .HandleAsync(call.Context, TestContext.Current.CancellationToken)
            .AsTask();
        Assert.True(handled.IsCompletedSuccessfully);
        return (handled.Result, Encoding.UTF8.GetString(call.Reply.Span));
    }
}
