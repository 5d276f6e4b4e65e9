using System.Net;
using Understudy.Protocol;
using Understudy.Server;

namespace Understudy.Tests.Server;

/// <summary>Who is who: by incarnation where heartbeats carry one, else by address.</summary>
public class RecognitionTests
{
    private const int Id = 3;
    private const ulong Incarnation = 70;

    private static readonly MembershipOptions Options = new() { MaxServers = 9 };
    private static readonly TimeSpan Now = TimeSpan.FromSeconds(10);
    private static readonly Peer Self = new(IPEndPoint.Parse("10.0.0.5:5000"));
    private static readonly Peer Before = new(IPEndPoint.Parse("10.0.0.4:6000"));
    private static readonly Peer Behind = new(IPEndPoint.Parse("10.0.0.6:4000"));

    private readonly FramedDialect _framed = new(cluster: 7, Options.MaxServers, maxDatagramBytes: 1200);
    private readonly Incarnation _own = new(new Queue<ulong>([Incarnation, 71]).Dequeue);
    private readonly Recognition _byIncarnation;
    private ulong _sequence;
    private readonly Recognition _byAddress
        = new(new ClassicDialect(Options.MaxServers, maxDatagramBytes: 1200), new Incarnation(), Options);

    public RecognitionTests() => _byIncarnation = new Recognition(_framed, _own, Options);

    [Fact]
    public void OwnHeartbeat_ByIncarnation_IsKnownWhereverItComesFrom()
    {
        Assert.Equal(Heard.Self.Instance, Hear(Heartbeat(Incarnation, Id)));
        Assert.Equal(Heard.Nothing.Instance, Hear(Heartbeat(Incarnation, id: 4)));
    }

    /// <summary>One forged farewell had its server counted for nothing as long as it ran.</summary>
    [Fact]
    public void OwnHeartbeat_ThatThisServerHasNotSaid_IsSomebodyElses()
    {
        Assert.Equal(Heard.Impersonation.Instance, Hear(Heartbeat(Incarnation, Id) with { IsLeaving = true }));
        Assert.Equal(
            Heard.Impersonation.Instance, Hear(Heartbeat(Incarnation, Id) with { Sequence = _own.Said + 1 }));
    }

    /// <summary>A server that is cut off must not take what a stranger has kept for its echo.</summary>
    [Fact]
    public void OwnHeartbeat_OfThePeriodBefore_IsNoEcho()
    {
        HeartbeatMessage old = Heartbeat(Incarnation, Id);
        _own.BeginPeriod();
        Assert.Equal(Heard.Nothing.Instance, Hear(old));
        Assert.Equal(Heard.Self.Instance, Hear(Heartbeat(Incarnation, Id)));
    }

    [Fact]
    public void OwnHeartbeat_OfTheNameBefore_IsNothing()
    {
        HeartbeatMessage before = Heartbeat(Incarnation, Id);
        _own.Renew();
        Assert.Equal(Heard.Nothing.Instance, Hear(before));
    }

    /// <summary>Of a dead server, said again by a stranger, it kept that one in every table.</summary>
    [Fact]
    public void AnothersHeartbeat_ThatIsNotLaterThanTheLast_IsNothing()
    {
        HeartbeatMessage first = Heartbeat(80, id: 4);
        HeartbeatMessage second = Heartbeat(80, id: 4);
        Assert.IsType<Heard.Member>(Hear(second));
        Assert.Equal(Heard.Nothing.Instance, Hear(second));
        Assert.Equal(Heard.Nothing.Instance, Hear(first));
        Assert.IsType<Heard.Member>(Hear(Heartbeat(80, id: 4)));
    }

    /// <summary>
    /// One in a server's name, far ahead, was heard while that server was cut off: it was never heard again.
    /// </summary>
    [Fact]
    public void AnothersHeartbeats_BehindOneFarAhead_AreBelievedAfterACountdownWhereTheyRise()
    {
        TimeSpan later = Now + (Options.Countdown * Options.Period);
        HeartbeatMessage kept = Heartbeat(80, id: 4);
        HeartbeatMessage next = Heartbeat(80, id: 4);
        Hear(Heartbeat(80, id: 4) with { Sequence = ulong.MaxValue });
        Assert.Equal(Heard.Nothing.Instance, Hear(kept));
        Assert.Equal(Heard.Nothing.Instance, Hear(next, later - TimeSpan.FromTicks(1)));
        Assert.Equal(Heard.Nothing.Instance, Hear(kept, later));
        Assert.Equal(Heard.Nothing.Instance, Hear(kept, later));
        Assert.IsType<Heard.Member>(Hear(next, later));
        Assert.Equal(Heard.Nothing.Instance, Hear(next, later));
        Assert.IsType<Heard.Member>(Hear(Heartbeat(80, id: 4), later));
    }

    [Fact]
    public void OwnHeartbeat_ByAddress_IsKnownByWhereItComesFrom()
    {
        Assert.Equal(Heard.Self.Instance, Hear("3", Self));
        Assert.Equal(Heard.Nothing.Instance, Hear("4", Self));
    }

    [Fact]
    public void AnothersHeartbeat_IsAMembers()
    {
        Assert.Equal(new Heard.Member(4, 80), Hear(Heartbeat(80, id: 4)));
        Assert.Equal(new Heard.Member(4, Sender: null), Hear("4", Before));
    }

    [Fact]
    public void AnothersHeartbeat_OfAnotherIncarnation_IsToldApart()
    {
        Hear(Heartbeat(80, id: 4));
        Assert.Equal(new Heard.Member(4, 81), Hear(Heartbeat(81, id: 4)));
    }

    [Fact]
    public void Leaver_OnceHeard_IsNotHeardAgain()
    {
        Assert.Equal(new Heard.Leaving(4, 80), Hear(Heartbeat(80, id: 4) with { IsLeaving = true }));
        Assert.Equal(Heard.Nothing.Instance, Hear(Heartbeat(80, id: 4) with { IsLeaving = true }));
        Assert.Equal(Heard.Nothing.Instance, Hear(Heartbeat(80, id: 4)));
        Assert.Equal(new Heard.Member(4, 81), Hear(Heartbeat(81, id: 4)));
    }

    [Fact]
    public void Leaver_HeardAfterACountdown_HasNotLeft()
    {
        TimeSpan late = Now + (Options.Countdown * Options.Period);
        Hear(Heartbeat(80, id: 4) with { IsLeaving = true });
        Hear(Heartbeat(80, id: 4) with { IsLeaving = true }, late - TimeSpan.FromTicks(1));
        Assert.Equal(Heard.Nothing.Instance, Hear(Heartbeat(80, id: 4), late - TimeSpan.FromTicks(1)));
        Assert.Equal(new Heard.Member(4, 80), Hear(Heartbeat(80, id: 4), late));
    }

    [Fact]
    public void Leaver_WithThisServersId_SaysNothing()
        => Assert.Equal(Heard.Nothing.Instance, Hear(Heartbeat(80, Id) with { IsLeaving = true }));

    /// <summary>The uptime decides, unless the two started together: then the lower incarnation does.</summary>
    [Theory]
    [InlineData(80, 11_000_000, true, false)]
    [InlineData(80, 9_000_000, false, false)]
    [InlineData(60, 11_000_000, true, true)]
    [InlineData(60, 9_000_000, false, true)]
    [InlineData(80, 10_250_000, false, false)]
    [InlineData(80, 10_250_001, true, false)]
    [InlineData(60, 9_750_000, true, true)]
    [InlineData(60, 9_749_999, false, true)]
    public void Rival_ByIncarnation_ComesFirstWhereItStartedBefore(
        ulong incarnation, ulong uptime, bool comesFirst, bool staysInTheEnd)
        => Assert.Equal(
            new Heard.Rival(incarnation, comesFirst, staysInTheEnd),
            Hear(Heartbeat(incarnation, Id) with { UptimeMicroseconds = uptime }));

    [Fact]
    public void Rival_ByAddress_ComesFirstWhereItsAddressDoes()
    {
        Assert.Equal(new Heard.Rival(Sender: null, ComesFirst: true, StaysInTheEnd: true), Hear("3", Before));
        Assert.Equal(new Heard.Rival(Sender: null, ComesFirst: false, StaysInTheEnd: true), Hear("3", Behind));
    }

    [Fact]
    public void Probe_OfAnother_TellsWhoChoosesFirst()
    {
        Assert.Equal(new Heard.Probe(60, ChoosesFirst: true), Hear(new ProbeMessage(60, 1, IsChoosing: true)));
        Assert.Equal(new Heard.Probe(60, ChoosesFirst: false), Hear(new ProbeMessage(60, 1, IsChoosing: false)));
        Assert.Equal(new Heard.Probe(80, ChoosesFirst: false), Hear(new ProbeMessage(80, 1, IsChoosing: true)));
        Assert.Equal(Heard.Nothing.Instance, Hear(new ProbeMessage(Incarnation, 1, IsChoosing: true)));
    }

    [Theory]
    [InlineData(1000, 150, 1250)]
    [InlineData(100, 125, 125)]
    public void ListeningTime_IsShortWhereMembersCanBeAsked(int period, int withProbes, int without)
    {
        MembershipOptions options = Options with { Period = TimeSpan.FromMilliseconds(period) };
        Assert.Equal(withProbes, new Recognition(_framed, _own, options).ListeningTime.TotalMilliseconds);
        var classic = new ClassicDialect(9, 1200);
        Assert.Equal(without, new Recognition(classic, _own, options).ListeningTime.TotalMilliseconds);
    }

    [Fact]
    public void Datagram_ThatIsNoGood_SaysNothing()
    {
        Assert.Equal(DatagramStatus.NotAnId, _byAddress.Read("x"u8, Place(Before), out Heard heard));
        Assert.Equal(Heard.Nothing.Instance, heard);
        Assert.Equal(DatagramStatus.NotAFrame, _byIncarnation.Read("x"u8, Place(Before), out heard));
        Assert.Equal(Heard.Nothing.Instance, heard);
        byte[] reply = new byte[_framed.ReplyPrefix];
        _framed.WritePrefix(reply, new ReplyMessage(new RequestKey(1, 2), ReplyStatus.Done, ServerId: 1, Rank: 0));
        Assert.Equal(DatagramStatus.UnknownKind, _byIncarnation.Read(reply, Place(Before), out heard));
        Assert.Equal(Heard.Nothing.Instance, heard);
    }

    private HeartbeatMessage Heartbeat(ulong incarnation, int id)
        => new(incarnation, incarnation == Incarnation ? _own.Next() : ++_sequence, id);

    private static HearingPlace Place(Peer sender, TimeSpan? now = null) => new(sender, Self, Id, now ?? Now);

    private Heard Hear(HeartbeatMessage heartbeat, TimeSpan? now = null)
    {
        byte[] datagram = new byte[HeartbeatFrame.Length];
        Heard heard = Hear(_byIncarnation, datagram.AsSpan(0, _framed.Write(datagram, heartbeat)), Self, now);
        return heard is Heard.Member member ? member with { Settings = null } : heard;
    }

    private Heard Hear(ProbeMessage probe)
    {
        byte[] datagram = new byte[FrameHeader.Length];
        return Hear(_byIncarnation, datagram.AsSpan(0, _framed.Write(datagram, probe)), Self);
    }

    private Heard Hear(string digits, Peer sender)
        => Hear(_byAddress, System.Text.Encoding.ASCII.GetBytes(digits), sender);

    private static Heard Hear(
        Recognition recognition, ReadOnlySpan<byte> datagram, Peer sender, TimeSpan? now = null)
    {
        Assert.Equal(DatagramStatus.Ok, recognition.Read(datagram, Place(sender, now), out Heard heard));
        return heard;
    }
}
