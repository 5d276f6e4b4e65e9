using System.Net;
using Understudy.Client;

namespace Understudy.Fuzzing.Targets;

/// <summary>
/// Frames as a client reads them that waits for two answers and has had a third. Each is read twice, since a network may
/// deliver twice, and two servers may answer.
/// </summary>
internal sealed class FramedReplyTarget : FuzzTarget
{
    public const string TargetName = "framed-replies";

    private static readonly IPEndPoint Server = new(IPAddress.Loopback, 4000);
    private static readonly TimeSpan Now = TimeSpan.FromMilliseconds(3);

    private readonly UnderstudyClientOptions _options = new();
    private RequestTable _table;
    private bool _isUsed;
    private PendingRequest? _answered;
    private PendingRequest? _again;
    private Reply? _reply;

    public FramedReplyTarget() => _table = Begin();

    public override string Name => TargetName;

    public override int MaxLength => FrameTokens.MaxLength;

    /// <summary>The reply, which the caller keeps, and its payload.</summary>
    public override long MaxAllocatedBytes => 4096;

    public override IReadOnlyList<byte[]> Tokens => FrameTokens.All;

    public override void Prepare()
    {
        if (_isUsed)
            _table = Begin();
        _isUsed = false;
    }

    public override void Run(ReadOnlyMemory<byte> input)
    {
        _answered = _table.Accept(input.Span, Server, Now, out _reply);
        _again = _table.Accept(input.Span, Server, Now, out _);
        // What is dropped is counted, and else changes nothing.
        _isUsed = _answered is not null || _table.Dropped == 0 || _table.DuplicateReplies > 0;
    }

    public override void Verify(ReadOnlyMemory<byte> input)
    {
        Require(_again is null, "no request is answered twice");
        Require(_answered is null == _reply is null, "a request that is answered has its reply");
        Require(_table.InFlight == (_answered is null ? 2 : 1), "an answer ends one request, and nothing else does");
        if (_reply is null)
            return;
        Require(_answered!.IsDone, "what is answered is done");
        Require(_reply.ServerId is >= 1 and <= 255 && _reply.Rank is >= 0 and <= 255, "a reply tells who answered");
        Require(input.Span.EndsWith(_reply.Payload.Span), "the payload is the rest");
        Require(
            _answered.IsSpread || _table.Begin("1"u8, RequestOrder.Lowest, Now).RankLimit == _reply.Rank,
            "the next request begins where the last answer came from");
    }

    private RequestTable Begin()
    {
        var table = new RequestTable(_options, FrameTokens.Self);
        PendingRequest over = table.Begin("1"u8, RequestOrder.Lowest, TimeSpan.Zero);
        table.Begin("2"u8, RequestOrder.Lowest, TimeSpan.Zero);
        table.Begin("3"u8, RequestOrder.Spread, TimeSpan.Zero);
        table.End(over);
        return table;
    }
}
