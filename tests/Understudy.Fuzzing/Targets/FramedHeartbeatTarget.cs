using System.Net;
using System.Net.Sockets;
using Understudy.Protocol;
using Understudy.Server;

namespace Understudy.Fuzzing.Targets;

/// <summary>
/// Frames as a server's heartbeat path reads them. Each is read twice, since a network may deliver twice; the second
/// reading meets what the first has left behind.
/// </summary>
internal sealed class FramedHeartbeatTarget : FuzzTarget
{
    public const string TargetName = "framed-heartbeats";

    private const int Id = 3;
    private const int HighestId = 200;

    private static readonly MembershipOptions Options = new() { MaxServers = HighestId };

    private readonly RequestCounts _counts = new();
    private readonly HearingPlace _place;
    private FramedHeartbeats _dialect;
    private DatagramStatus _status;
    private DatagramStatus _again;
    private Heard _heard;

    public FramedHeartbeatTarget()
    {
        var address = new Peer();
        _place = new HearingPlace(address, address, Id, TimeSpan.FromHours(1));
        _dialect = Begin();
    }

    public override string Name => TargetName;

    public override int MaxLength => FrameTokens.MaxLength;

    /// <summary>A server does not allocate for a heartbeat.</summary>
    public override long MaxAllocatedBytes => Nothing;

    public override IReadOnlyList<byte[]> Tokens => FrameTokens.All;

    public override void Prepare()
    {
        // Only one that was accepted can have left something behind.
        if (_status == DatagramStatus.Ok)
            _dialect = Begin();
    }

    public override void Run(ReadOnlyMemory<byte> input)
    {
        _status = _dialect.Read(input.Span, _place, out _heard);
        _again = _dialect.Read(input.Span, _place, out _);
    }

    public override void Verify(ReadOnlyMemory<byte> input)
    {
        Require(_status == _again, "a datagram is as good or bad the second time");
        if (_status != DatagramStatus.Ok)
        {
            Require(_heard == default, "what is refused says nothing");
            return;
        }

        Require(_heard.Id is >= 0 and <= HighestId, "an id is one in use");
        if (_heard.Kind is HeardKind.Probe or HeardKind.Nothing)
            return;
        Require(_heard.Id == input.Span[FrameHeader.Length], "the id is what was sent");
        Require(_heard.Kind != HeardKind.Member || _heard.Id != Id, "no other server is this one");

        FrameHeader.TryParse(input.Span, FrameTokens.Cluster, out FrameHeader header);
        HeartbeatFrame.TryParse(input.Span, HighestId, out HeartbeatFrame heartbeat);
        Span<byte> written = stackalloc byte[HeartbeatFrame.Length];
        header.Write(written);
        heartbeat.Write(written);
        Require(written.SequenceEqual(input.Span), "what was read writes the same bytes");
    }

    private FramedHeartbeats Begin() => new(FrameTokens.Cluster, FrameTokens.Self, Options, _counts);
}
