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

    private readonly ClassicDialect _dialect = new(HighestId, maxDatagramBytes: 1200);
    private readonly Recognition _recognition;
    private readonly Peer _self = new(new IPEndPoint(IPAddress.Loopback, 4001));
    private readonly Peer _other = new(new IPEndPoint(IPAddress.Loopback, 4000));
    private readonly byte[] _written = new byte[ClassicHeartbeat.MaxLength];
    private DatagramStatus _status;
    private HeartbeatMessage _read;
    private Heard _heard = Heard.Nothing.Instance;
    private Heard _echo = Heard.Nothing.Instance;

    public ClassicHeartbeatTarget()
        => _recognition = new Recognition(
            _dialect, new Incarnation(() => 1), new MembershipOptions { MaxServers = HighestId });

    public override string Name => TargetName;

    public override int MaxLength => 64;

    /// <summary>What was heard, twice: a small record each.</summary>
    public override long MaxAllocatedBytes => 128;

    public override IReadOnlyList<byte[]> Tokens { get; } = Words("0 3 03 003 200 201 255 256 2147483648 -1 +1");

    public override void Run(ReadOnlyMemory<byte> input)
    {
        _status = _recognition.Read(input.Span, new HearingPlace(_other, _self, Id, TimeSpan.Zero), out _heard);
        _recognition.Read(input.Span, new HearingPlace(_self, _self, Id, TimeSpan.Zero), out _echo);
        _dialect.TryRead(input.Span, out _read);
    }

    public override void Verify(ReadOnlyMemory<byte> input)
    {
        if (_status != DatagramStatus.Ok)
        {
            Require(
                _heard is Heard.Nothing && _echo is Heard.Nothing && _read == default, "what is refused says nothing");
            return;
        }

        int id = int.Parse(input.Span, provider: null);
        Require(id is >= 0 and <= HighestId, "an id is one in use");
        Require(_read == new HeartbeatMessage(Sender: null, Sequence: 0, id), "the id is the number that was sent");
        Require(
            _heard == (id == Id
                ? new Heard.Rival(null, ComesFirst: true, StaysInTheEnd: true)
                : new Heard.Member(id, null)),
            "another's is another's");
        Require(_echo == (id == Id ? Heard.Self.Instance : (Heard)Heard.Nothing.Instance), "one's own is one's own");
        int length = _dialect.Write(_written, _read);
        Require(int.Parse(_written.AsSpan(0, length), provider: null) == id, "what was read writes the same number");
    }
}
