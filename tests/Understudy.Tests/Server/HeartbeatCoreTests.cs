using Understudy.Membership;
using Understudy.Protocol;
using Understudy.Server;

namespace Understudy.Tests.Server;

/// <summary>
/// Several servers on virtual time, each of which hears at once whatever any of them says, itself included.
/// </summary>
public class HeartbeatCoreTests
{
    private static readonly MembershipOptions Options = new() { MaxServers = 9 };
    private static readonly Peer Nowhere = new();

    private readonly List<HeartbeatCore> _servers = [];
    private readonly List<HeartbeatOutput> _said = [];
    private readonly HashSet<HeartbeatCore> _stuck = [];
    private ulong _lastIncarnation;
    private TimeSpan _now;

    [Fact]
    public void Start_WhileItListens_ProbesThrice()
    {
        Start(id: 1);
        Pass(TimeSpan.FromMilliseconds(149));
        Assert.Equal([HeartbeatOutput.Probe, HeartbeatOutput.Probe, HeartbeatOutput.Probe], _said);

        Pass(TimeSpan.FromMilliseconds(1));
        Assert.Equal(HeartbeatOutput.Heartbeat, _said[^1]);
    }

    [Fact]
    public void Probe_OfAStartingServer_IsAnsweredWithin20Milliseconds()
    {
        HeartbeatCore first = Start(id: 1);
        Pass(TimeSpan.FromSeconds(5.5));
        HeartbeatCore second = Start(id: 2);
        Pass(TimeSpan.FromMilliseconds(20));
        Assert.Equal([1], second.Members.View.EligibleIds);
        Assert.Equal(ServerRole.Lead, first.Members.View.Role);
    }

    /// <summary>
    /// A probe beside the first heartbeat: whoever heard the two in the other order went on waiting for a server that
    /// had spoken already, and took an id that another one took, too.
    /// </summary>
    [Fact]
    public void Start_WhenItHasListened_SendsNoProbeBesideItsHeartbeat()
    {
        Start(id: 1);
        Pass(TimeSpan.FromMilliseconds(150));
        Assert.Equal(
            [HeartbeatOutput.Probe, HeartbeatOutput.Probe, HeartbeatOutput.Probe, HeartbeatOutput.Heartbeat], _said);
    }

    /// <summary>
    /// A server whose handler hung was silent at its ticks, and yet told each server that started that it was there.
    /// </summary>
    [Fact]
    public void Probe_HeardByAStuckServer_IsNotAnswered()
    {
        HeartbeatCore first = Start(id: 1);
        Pass(TimeSpan.FromSeconds(5.5));
        _stuck.Add(first);
        HeartbeatCore second = Start(id: 2);
        Pass(TimeSpan.FromMilliseconds(149));
        Assert.Empty(second.Members.View.EligibleIds);
    }

    /// <summary>
    /// A server that was paused while it chose an id answered a client's probe with an empty datagram.
    /// </summary>
    [Fact]
    public void ClientsProbe_ToAServerWithoutId_IsNotAnswered()
    {
        HeartbeatCore server = Start(id: null);
        Assert.Equal(HeartbeatOutput.Probe, server.Step(TimeSpan.Zero, NotServingReason.None).Output);
        Assert.True(server.Step(TimeSpan.FromSeconds(9), NotServingReason.None).Lateness > TimeSpan.Zero);
        Assert.Equal(ServerRole.Paused, server.Members.View.Role);
        Assert.False(server.AnswerProbe(new ReplyBuffer(1200), TimeSpan.FromSeconds(9)));
    }

    /// <summary>It kept silent, and a client that asked who is there was told that nobody is.</summary>
    [Fact]
    public void ClientsProbe_ToAServerThatStandsAside_IsAnswered()
    {
        Start(id: 1);
        Pass(TimeSpan.FromSeconds(2));
        HeartbeatCore second = Start(id: 1);
        Pass(TimeSpan.FromSeconds(2));
        Assert.Equal(ServerRole.Aside, second.Members.View.Role);
        Assert.True(second.AnswerProbe(new ReplyBuffer(1200), _now));
    }

    /// <summary>
    /// Two servers with one id that started within the time a datagram takes: each held itself for the elder, and both
    /// answered for five periods.
    /// </summary>
    [Fact]
    public void TwoWithOneId_StartedAtOneInstant_SettleAtTheFirstHeartbeat()
    {
        HeartbeatCore higher = Start(id: 1, incarnation: 8);
        HeartbeatCore lower = Start(id: 1, incarnation: 7);
        higher.Step(higher.Members.NextTick, NotServingReason.None);
        lower.Step(lower.Members.NextTick, NotServingReason.None);
        TimeSpan sent = TimeSpan.FromMilliseconds(150);
        TimeSpan heard = TimeSpan.FromMilliseconds(150.2);
        Assert.False(HearRival(lower, of: higher, sent, heard).ComesFirst);
        Assert.True(HearRival(higher, of: lower, sent, heard).ComesFirst);
        Assert.Equal(ServerRole.Aside, higher.Members.View.Role);
    }

    /// <summary>
    /// One that was found not to be the one to stay only at a tick listened, and probed, for a whole period.
    /// </summary>
    [Fact]
    public void ChosenId_LostAtATick_IsReplacedSoon()
    {
        HeartbeatCore server = Start(id: null, incarnation: 9);
        Pass(TimeSpan.FromSeconds(1));
        while (server.Members.View.Id is not null)
        {
            _now = server.Members.NextTick;
            server.Members.HearRival(comesFirst: false);
            Assert.False(server.Step(_now, NotServingReason.None).HasNoFreeId);
            server.Members.HearSelf();
        }

        Assert.InRange(server.Members.NextTick - _now, TimeSpan.Zero, TimeSpan.FromMilliseconds(20));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(9)]
    public void Start_OfSeveralThatChooseTheirIdsAtOneInstant_GivesEachItsOwn(int count)
    {
        for (int server = 0; server < count; server++)
            Start(id: null);
        Pass(TimeSpan.FromSeconds(1));
        Assert.Equal(
            Enumerable.Range(1, count).Select(id => (int?)id),
            _servers.Select(server => server.Members.View.Id).Order());

        Pass(TimeSpan.FromSeconds(5));
        Assert.Single(_servers, server => server.Members.View.Role == ServerRole.Lead);
    }

    private static Heard.Rival HearRival(HeartbeatCore hearer, HeartbeatCore of, TimeSpan sent, TimeSpan heard)
    {
        byte[] datagram = new byte[HeartbeatFrame.Length];
        of.WriteHeartbeat(datagram, sent, leaving: false);
        Assert.Equal(DatagramStatus.Ok, hearer.Hear(datagram, Nowhere, Nowhere, heard, out Heard what));
        return Assert.IsType<Heard.Rival>(what);
    }

    private HeartbeatCore Start(int? id, ulong? incarnation = null)
    {
        _lastIncarnation = incarnation ?? (_lastIncarnation + 1);
        var dialect = new FramedDialect(cluster: 7, Options.MaxServers, maxDatagramBytes: 1200);
        ulong number = _lastIncarnation;
        var life = new Incarnation(() => number);
        var server = new HeartbeatCore(
            new MembershipCore(id, Options),
            new Recognition(dialect, life, Options),
            new HeartbeatWriter(dialect, life, default, new RequestCounts()),
            new Random((int)_lastIncarnation));
        server.Begin(_now);
        _servers.Add(server);
        return server;
    }

    private void Pass(TimeSpan time)
    {
        TimeSpan end = _now + time;
        while (_servers.MinBy(server => server.NextDue) is { } next && next.NextDue <= end)
        {
            _now = next.NextDue > _now ? next.NextDue : _now;
            Say(next);
        }

        _now = end;
    }

    private void Say(HeartbeatCore server)
    {
        byte[] datagram = new byte[HeartbeatFrame.Length];
        HeartbeatDuty step = server.Step(
            _now, _stuck.Contains(server) ? NotServingReason.Stuck : NotServingReason.None);
        int length = server.Write(step.Output, datagram, _now);
        if (length == 0)
            return;

        _said.Add(step.Output);
        foreach (HeartbeatCore hearer in _servers)
            Assert.Equal(DatagramStatus.Ok, hearer.Hear(datagram.AsSpan(0, length), Nowhere, Nowhere, _now, out _));
    }
}
