using Understudy.Protocol;
using Understudy.Server;

namespace Understudy.Fuzzing.Targets;

/// <summary>Frames as a server's request path reads them, and the reply it makes of a request.</summary>
internal sealed class FramedRequestTarget : FuzzTarget
{
    public const string TargetName = "framed-requests";

    private const int Id = 3;
    private const int MaxDatagramBytes = FrameTokens.MaxLength - 1;

    private readonly FramedRequests _dialect = new(FrameTokens.Cluster, MaxDatagramBytes);
    private readonly RequestJob _job = new(MaxDatagramBytes);
    private DatagramStatus _status;
    private RequestTerms _terms;
    private bool _isProbe;

    public override string Name => TargetName;

    public override int MaxLength => FrameTokens.MaxLength;

    /// <summary>A server does not allocate for a request.</summary>
    public override long MaxAllocatedBytes => Nothing;

    public override IReadOnlyList<byte[]> Tokens => FrameTokens.All;

    public override void Run(ReadOnlyMemory<byte> input)
    {
        input.Span.CopyTo(_job.Buffer);
        _job.Received(input.Length, TimeSpan.Zero);
        _status = _dialect.Read(_job, out _terms, out _isProbe);
        if (_status != DatagramStatus.Ok || _isProbe)
            return;
        _job.AnswerAs(Id, rank: 0);
        _job.Reply.Reset(_dialect.ReplyPrefix);
        _dialect.Complete(_job, HandlerStatus.Ok);
    }

    public override void Verify(ReadOnlyMemory<byte> input)
    {
        if (_status != DatagramStatus.Ok)
        {
            Require(_job.Key is null, "what is refused has no number");
            return;
        }

        if (_isProbe)
            return;
        Require(_job.Payload.Length == input.Length - RequestFrame.PayloadOffset, "the rest is the payload");
        Require(_job.Key == new RequestKey(_terms.Client, _terms.Number), "one number identifies it everywhere");
        Require(_terms.RankLimit == input.Span[RequestFrame.RankLimitOffset], "the rank limit is what was sent");

        DatagramStatus status = FrameHeader.TryParse(_job.Reply.Datagram, FrameTokens.Cluster, out FrameHeader header);
        Require(status == DatagramStatus.Ok && header.Kind == FrameKind.Reply, "a reply is a frame");
        Require(header.Sender == _terms.Client && header.Sequence == _terms.Number, "a reply echoes the request");
        Require(
            ReplyFrame.TryParse(_job.Reply.Datagram, out ReplyFrame reply) == DatagramStatus.Ok && reply.Id == Id,
            "a client can read the reply");
    }
}
