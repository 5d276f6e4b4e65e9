using System.Text;
using Understudy.Protocol;
using Understudy.Server;

namespace Understudy.Fuzzing.Targets;

/// <summary>
/// Requests of the classic dialect, as a server reads them: any text, and no control characters in it.
/// </summary>
internal sealed class ClassicRequestTarget : FuzzTarget
{
    public const string TargetName = "classic-requests";

    private const int MaxDatagramBytes = FrameTokens.MaxLength - 1;

    private static readonly UTF8Encoding Strict = new(
        encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly RequestCore _core = new(
        new ClassicDialect(MembershipOptions.HighestId, MaxDatagramBytes), rememberedRequests: 1);

    private readonly RequestJob _job = new(MaxDatagramBytes);
    private DatagramStatus _status;

    public override string Name => TargetName;

    public override int MaxLength => FrameTokens.MaxLength;

    /// <summary>A server does not allocate for a request.</summary>
    public override long MaxAllocatedBytes => Nothing;

    public override IReadOnlyList<byte[]> Tokens { get; } =
    [
        .. Words("1 + ( ) é １ 😀"), [0xC3], [0xE2, 0x82], [0xF0, 0x9F, 0x98], [0xED, 0xA0, 0x80], [0xFF], [0x7F], [0],
        [9], [10],
    ];

    public override void Run(ReadOnlyMemory<byte> input)
    {
        input.Span.CopyTo(_job.Buffer);
        _job.Received(input.Length, TimeSpan.Zero);
        _status = _core.Check(_job);
        if (_status != DatagramStatus.Ok)
            return;
        _core.Begin(_job);
        _core.Complete(_job, new HandlerResult(HandlerStatus.Rejected), TimeSpan.Zero);
    }

    public override void Verify(ReadOnlyMemory<byte> input)
    {
        if (_status != DatagramStatus.Ok)
            return;
        string text = Strict.GetString(input.Span);
        Require(
            !text.Any(each => each is < ' ' and not ('\t' or '\n' or '\r') or '\x7F'), "no control character is text");
        Require(_job.Payload.Span.SequenceEqual(input.Span), "all of it is the expression");
        Require(_job.Reply.Datagram.SequenceEqual(ClassicText.Rejection), "a rejection has its words and no others");
    }
}
