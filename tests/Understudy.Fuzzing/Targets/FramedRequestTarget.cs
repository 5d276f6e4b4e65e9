using Understudy.Protocol;
using Understudy.Server;

namespace Understudy.Fuzzing.Targets;

/// <summary>Frames as a server's request path reads them, and the reply it makes of a request.</summary>
internal sealed class FramedRequestTarget : FuzzTarget
{
    public const string TargetName = "framed-requests";

    private const int Id = 3;
    private const int MaxDatagramBytes = FrameTokens.MaxLength - 1;

    private readonly FramedDialect _dialect = new(FrameTokens.Cluster, MembershipOptions.HighestId, MaxDatagramBytes);
    private readonly RequestCore _core;
    private readonly RequestJob _job = new(MaxDatagramBytes);
    private readonly byte[] _written = new byte[FrameTokens.MaxLength];
    private DatagramStatus _status;

    public FramedRequestTarget() => _core = new RequestCore(_dialect, rememberedRequests: 1);

    public override string Name => TargetName;

    public override int MaxLength => FrameTokens.MaxLength;

    /// <summary>A server does not allocate for a request.</summary>
    public override long MaxAllocatedBytes => Nothing;

    public override IReadOnlyList<byte[]> Tokens => FrameTokens.All;

    public override void Run(ReadOnlyMemory<byte> input)
    {
        input.Span.CopyTo(_job.Buffer);
        _job.Received(input.Length, TimeSpan.Zero);
        _status = _core.Check(_job);
        if (_status != DatagramStatus.Ok || _job.IsProbe)
            return;
        _job.AnswerAs(Id, rank: 0);
        _core.Begin(_job);
        _core.Complete(_job, new HandlerResult(HandlerStatus.Ok), TimeSpan.Zero);
        _core.Remember(_job);
    }

    public override void Verify(ReadOnlyMemory<byte> input)
    {
        if (_status != DatagramStatus.Ok)
        {
            Require(_job.Key is null, "what is refused has no number");
            return;
        }

        if (_job.IsProbe)
            return;
        RequestTerms terms = _job.Terms;
        byte[] sent = FrameTokens.WithoutExtensions(input.Span, RequestFrame.PayloadOffset);
        Require(_job.Payload.Length == sent.Length - RequestFrame.PayloadOffset, "the rest is the payload");
        Require(_job.Key == new RequestKey(terms.Client, terms.Number), "one number identifies it everywhere");
        Require(terms.RankLimit == input.Span[RequestFrame.RankLimitOffset], "the rank limit is what was sent");

        int length = _dialect.Write(_written, new RequestMessage(_job.Key, terms, _job.TimeLeft), _job.Payload.Span);
        // A flag that means nothing for its kind is no part of a message.
        _written[3] |= (byte)(sent[3] & ~(byte)FrameFlags.Spread);
        Require(_written.AsSpan(0, length).SequenceEqual(sent), "what was read writes the same bytes");

        DatagramStatus status = _dialect.TryRead(_job.Reply.Datagram, out ReplyMessage reply);
        Require(status == DatagramStatus.Ok, "a client can read the reply");
        Require(reply.Key == _job.Key, "a reply echoes the request");
        Require(reply.ServerId == Id && reply.Status == ReplyStatus.Done, "a reply tells who answered, and what");
    }
}
