using System.Net;
using Understudy.Protocol;
using Understudy.Server;

namespace Understudy.Fuzzing.Targets;

/// <summary>Heartbeats of the classic dialect, as a server reads them.</summary>
internal sealed class ClassicHeartbeatTarget : FuzzTarget
{
    public const string TargetName = "classic-heartbeats";

    private const int Id = 3;
    private const int HighestId = 200;

    private readonly ClassicHeartbeats _dialect = new(new MembershipOptions { MaxServers = HighestId });

    private readonly Peer _self = new(new IPEndPoint(IPAddress.Loopback, 4001));
    private readonly Peer _other = new(new IPEndPoint(IPAddress.Loopback, 4000));
    private DatagramStatus _status;
    private Heard _heard;
    private Heard _echo;

    public override string Name => TargetName;

    public override int MaxLength => 64;

    /// <summary>A server does not allocate for a heartbeat.</summary>
    public override long MaxAllocatedBytes => Nothing;

    public override IReadOnlyList<byte[]> Tokens { get; } = Words("0 3 03 003 200 201 255 256 2147483648 -1 +1");

    public override void Run(ReadOnlyMemory<byte> input)
    {
        _status = _dialect.Read(input.Span, new HearingPlace(_other, _self, Id, TimeSpan.Zero), out _heard);
        _dialect.Read(input.Span, new HearingPlace(_self, _self, Id, TimeSpan.Zero), out _echo);
    }

    public override void Verify(ReadOnlyMemory<byte> input)
    {
        if (_status != DatagramStatus.Ok)
        {
            Require(_heard == default && _echo == default, "what is refused says nothing");
            return;
        }

        Require(int.Parse(input.Span, provider: null) == _heard.Id, "the id is the number that was sent");
        Require(_heard.Id is >= 0 and <= HighestId, "an id is one in use");
        Require(_heard.Kind == (_heard.Id == Id ? HeardKind.Rival : HeardKind.Member), "another's is another's");
        Require(_echo.Kind == (_heard.Id == Id ? HeardKind.Self : HeardKind.Nothing), "one's own is one's own");
    }
}
