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

    private static readonly FramedDialect Dialect = new(FrameTokens.Cluster, HighestId, FrameTokens.MaxLength);

    private readonly HearingPlace _place = new(new Peer(), new Peer(), Id, TimeSpan.FromHours(1));
    private Recognition _recognition = Begin();
    private DatagramStatus _status;
    private DatagramStatus _again;
    private Heard _heard = Heard.Nothing.Instance;

    public override string Name => TargetName;

    public override int MaxLength => FrameTokens.MaxLength;

    /// <summary>What was heard, twice: a small record each.</summary>
    public override long MaxAllocatedBytes => 128;

    public override IReadOnlyList<byte[]> Tokens => FrameTokens.All;

    public override void Prepare()
    {
        // Only one that was accepted can have left something behind.
        if (_status == DatagramStatus.Ok)
            _recognition = Begin();
    }

    public override void Run(ReadOnlyMemory<byte> input)
    {
        _status = _recognition.Read(input.Span, _place, out _heard);
        _again = _recognition.Read(input.Span, _place, out _);
    }

    public override void Verify(ReadOnlyMemory<byte> input)
    {
        Require(_status == _again, "a datagram is as good or bad the second time");
        if (_status != DatagramStatus.Ok)
        {
            Require(_heard is Heard.Nothing, "what is refused says nothing");
            return;
        }

        Span<byte> written = stackalloc byte[HeartbeatFrame.Length];
        int length;
        FrameFlags known;
        int bodyEnd;
        if (Dialect.TryRead(input.Span, out ProbeMessage probe) == DatagramStatus.Ok)
        {
            Require(_heard is Heard.Probe or Heard.Nothing, "a probe is a probe");
            known = FrameFlags.Choosing | FrameFlags.Check;
            bodyEnd = FrameHeader.Length;
            length = Dialect.Write(written, probe);
        }
        else
        {
            Dialect.TryRead(input.Span, out HeartbeatMessage heartbeat);
            VerifyHeard(heartbeat.Id);
            Require(heartbeat.Id == input.Span[FrameHeader.Length], "the id is what was sent");
            known = FrameFlags.Leaving;
            bodyEnd = HeartbeatFrame.Length;
            length = Dialect.Write(written, heartbeat);
        }

        // A flag that means nothing for its kind is no part of a message.
        byte[] sent = FrameTokens.WithoutExtensions(input.Span, bodyEnd);
        written[3] |= (byte)(sent[3] & ~(byte)known);
        Require(written[..length].SequenceEqual(sent), "what was read writes the same bytes");
    }

    private static Recognition Begin() => new(Dialect, new Incarnation(() => FrameTokens.Self), Options);

    private void VerifyHeard(int id)
    {
        Require(id is >= 1 and <= HighestId, "an id is one in use");
        bool fits = _heard switch
        {
            Heard.Member member => member.Id == id && id != Id,
            Heard.Leaving leaver => leaver.Id == id && id != Id,
            Heard.Rival or Heard.Self => id == Id,
            Heard.Probe => false,
            Heard.Impersonation => true,
            _ => true,
        };
        Require(fits, "no other server is this one");
    }
}
