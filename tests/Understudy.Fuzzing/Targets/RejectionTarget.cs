using System.Text;
using Understudy.Calculator;

namespace Understudy.Fuzzing.Targets;

/// <summary>The reason of a rejection, as a client reads it out of a reply.</summary>
internal sealed class RejectionTarget : FuzzTarget
{
    public const string TargetName = "rejections";

    private bool _isRead;
    private CalculationError? _error;

    public override string Name => TargetName;

    public override int MaxLength => FrameTokens.MaxLength;

    /// <summary>The text, its parts and a lookup: four times a text of 1,201 characters of two bytes.</summary>
    public override long MaxAllocatedBytes => 16_384;

    public override IReadOnlyList<byte[]> Tokens { get; } =
    [
        .. Words("syntax 1 divisionByZero overflow notReal tooLarge tooLong tooDeep 2147483647 2147483648"),
        " "u8.ToArray(),
    ];

    public override void Run(ReadOnlyMemory<byte> input)
        => _isRead = CalculationError.TryParseWire(Encoding.UTF8.GetString(input.Span), out _error);

    public override void Verify(ReadOnlyMemory<byte> input)
    {
        Require(_isRead == _error is not null, "a reason is there when it says so");
        if (_error is null)
            return;
        Require(_error.Column >= 1 && _error.Message.Length > 0, "a reason has a column and a message");
        bool isRead = CalculationError.TryParseWire(_error.ToWire(), out CalculationError? again);
        Require(isRead && again == _error, "what was read is written and read alike");
    }
}
