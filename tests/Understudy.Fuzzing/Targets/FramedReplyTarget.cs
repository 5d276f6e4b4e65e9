using System.Net;
using Understudy.Client;
using Understudy.Protocol;

namespace Understudy.Fuzzing.Targets;

/// <summary>
/// Frames as a client reads them that waits for two answers and has had a third. Each is read twice, since a network
/// may deliver twice, and two servers may answer.
/// </summary>
internal sealed class FramedReplyTarget : FuzzTarget
{
    public const string TargetName = "framed-replies";

    private static readonly Peer Server = new(new IPEndPoint(IPAddress.Loopback, 4000));
    private static readonly TimeSpan Now = TimeSpan.FromMilliseconds(3);

    private static readonly byte[] Question = [(byte)'1'];

    private readonly Counts _counts = new();
    private readonly byte[] _buffer = new byte[NetworkOptions.LargestDatagram];
    private ClientEngine _engine;
    private bool _isUsed;
    private PendingRequest? _answered;
    private PendingRequest? _again;

    public FramedReplyTarget() => _engine = Begin();

    public override string Name => TargetName;

    public override int MaxLength => FrameTokens.MaxLength;

    /// <summary>The reply, which the caller keeps, and its payload.</summary>
    public override long MaxAllocatedBytes => 4096;

    public override IReadOnlyList<byte[]> Tokens => FrameTokens.All;

    public override void Prepare()
    {
        if (_isUsed)
            _engine = Begin();
        _isUsed = false;
    }

    public override void Run(ReadOnlyMemory<byte> input)
    {
        _counts.Clear();
        _answered = Receive(input.Span);
        _again = Receive(input.Span);

        // What is dropped is counted, and else changes nothing.
        _isUsed = _answered is not null || _counts.Dropped == 0 || _counts.Duplicates > 0;
    }

    public override void Verify(ReadOnlyMemory<byte> input)
    {
        Require(_again is null, "no request is answered twice");
        Require(_engine.InFlight == (_answered is null ? 2 : 1), "an answer ends one request, and nothing else does");
        if (_answered is null)
            return;
        Reply? reply = _answered.Reply;
        Require(_answered.IsDone && reply is not null, "what is answered is done, and has its reply");
        Require(reply!.ServerId is >= 1 and <= 255 && reply.Rank is >= 0 and <= 255, "a reply tells who answered");
        Require(input.Span.EndsWith(reply.Payload.Span), "the payload is the rest");
        PendingRequest next = _engine.Begin(Question, RequestOrder.Lowest, Now);
        Require(
            _answered.IsSpread || next.RankLimit == reply.Rank,
            "the next request begins where the last answer came from");
    }

    private PendingRequest? Receive(ReadOnlySpan<byte> datagram)
    {
        _engine.Received(datagram, Server, Now);
        PendingRequest? answered = null;
        while (_engine.TryTake(out ClientEffect effect, _buffer, out _))
        {
            // One that failed is sent to the others, and goes on.
            if (effect.Kind == ClientEffectKind.Complete)
                answered = effect.Request;
            else if (effect.Kind == ClientEffectKind.Send)
                Require(effect.Request is { IsDone: false }, "what failed at one server is still open");
        }

        return answered;
    }

    private ClientEngine Begin()
    {
        IDialect dialect = Dialects.Make(new NetworkOptions(), MembershipOptions.HighestId);
        var engine = new ClientEngine(new ClientFrames(dialect, FrameTokens.Self), TimeSpan.FromSeconds(5), _counts);
        PendingRequest over = engine.Begin(Question, RequestOrder.Lowest, TimeSpan.Zero);
        engine.Begin(Question, RequestOrder.Lowest, TimeSpan.Zero);
        engine.Begin(Question, RequestOrder.Spread, TimeSpan.Zero);
        while (engine.TryTake(out _, _buffer, out _))
            Require(!over.IsDone, "what is over is not sent");
        engine.Cancel(over);
        return engine;
    }

    /// <summary>Counts what the engine does not take for an answer.</summary>
    private sealed class Counts : IClientEvents
    {
        public int Dropped { get; private set; }

        public int Duplicates { get; private set; }

        public void Clear() => Dropped = Duplicates = 0;

        void IClientEvents.Dropped(DatagramStatus reason) => Dropped++;

        void IClientEvents.AnsweredAgain() => Duplicates++;
    }
}
