using Understudy.Membership;
using Understudy.Protocol;
using Understudy.Server;

namespace Understudy.Tests.Server;

/// <summary>In which order the heartbeat thread does what has fallen due.</summary>
public class HeartbeatEngineTests : IHeartbeatEvents
{
    private static readonly FramedDialect Frames = new(ClusterName.Hash("default"), 255, 1200);
    private static readonly MembershipOptions Options = new();
    private static readonly Peer Self = new();

    private readonly HeartbeatEngine _engine;
    private readonly ServingWatch _serving = new(Options.Period);
    private readonly List<string> _events = [];
    private readonly Incarnation _own = new(() => 1);
    private readonly Incarnation _other = new(() => 2);
    private TimeSpan _now;

    public HeartbeatEngineTests()
    {
        var core = new HeartbeatCore(
            new MembershipCore(1, Options),
            new Recognition(Frames, _own, Options),
            new HeartbeatWriter(Frames, _own, default, new RequestCounts()),
            new Random(1));
        _engine = new HeartbeatEngine(
            core, _serving, this);
        _engine.Begin(_now);
    }

    [Fact]
    public void FirstHeartbeat_BeforeItIsSaid_HasWhatWaitsCollected()
    {
        PassToFirstHeartbeat();
        Assert.Equal(HeartbeatWork.Collect, Next().Work);
        Hear(id: 2);
        Assert.Equal(HeartbeatWork.Collect, Next().Work);
        _engine.NothingWaits();
        Assert.Equal([HeartbeatWork.MaintainTransports, HeartbeatWork.Send, HeartbeatWork.Receive], Works(3));
    }

    /// <summary>One that claims to be there must hear requests already.</summary>
    [Fact]
    public void Channels_ThatAreOutOfDate_AreReplacedBeforeTheServerSpeaks()
    {
        Start();
        _now = _engine.NextDue;
        Assert.Equal(
            [
                HeartbeatWork.ReplaceTransports, HeartbeatWork.MaintainTransports, HeartbeatWork.Send,
                HeartbeatWork.Check, HeartbeatWork.Receive,
            ],
            Works(5, isOutOfDate: true));
    }

    [Fact]
    public void Server_WhoseHeartbeatDidNotComeBack_ReplacesItsChannels()
    {
        Start();
        _now = _engine.NextDue;
        Works(3);
        _now = _engine.NextDue;
        Assert.Equal(HeartbeatWork.ReplaceTransports, Next().Work);
    }

    [Fact]
    public void Server_WithoutChannels_TriesToOpenThemAndDoesNotSpeak()
    {
        Start();
        _now = _engine.NextDue;
        Assert.Equal(
            [HeartbeatWork.ReplaceTransports, HeartbeatWork.MaintainTransports, HeartbeatWork.Receive],
            Works(3, areOpen: false));
        Assert.DoesNotContain("speaks", _events);
    }

    [Fact]
    public void Server_WhoseRequestsDoNotGetOn_SaysSoUntilTheyDo()
    {
        Start();
        Assert.Equal(NotServingReason.None, Told());
        _serving.Progress.Called(_now);
        Assert.Equal(NotServingReason.None, Told());
        Assert.Equal(NotServingReason.Stuck, Told());
        _serving.Progress.Returned();
        Assert.Equal(NotServingReason.None, Told());
    }

    [Fact]
    public void Server_OfOtherSettings_IsTold()
    {
        Start();
        Hear(id: 2);
        Assert.DoesNotContain(_events, each => each.StartsWith("settings", StringComparison.Ordinal));
        Hear(id: 2, settings: new SharedSettings { PeriodMilliseconds = 7 });
        Assert.Contains("settings of 2: 7", _events);
    }

    [Fact]
    public void Changes_OfATick_AreToldAfterTheServerHasSpoken()
    {
        PassToFirstHeartbeat();
        Next();
        _engine.NothingWaits();
        Works(2);
        Assert.Equal(["ticked", "speaks"], _events);
        Hear(id: 1, sender: 1);
        Assert.Equal(["ticked", "speaks", "heard", "role Lead"], _events.Where(what => what[..2] != "me"));
    }

    void IHeartbeatEvents.Dropped(ReadOnlySpan<byte> datagram, Peer sender, DatagramStatus status, TimeSpan now)
        => _events.Add("dropped");

    void IHeartbeatEvents.Heard(ReadOnlySpan<byte> datagram, Peer sender, Heard heard, int? id, TimeSpan now)
        => _events.Add("heard");

    void IHeartbeatEvents.SettingsDiffer(
        int id, Peer sender, in SharedSettings theirs, in SharedSettings ours, TimeSpan now)
        => _events.Add($"settings of {id}: {theirs.PeriodMilliseconds}");

    void IHeartbeatEvents.Ticked(in HeartbeatDuty duty, int? idBefore) => _events.Add("ticked");

    void IHeartbeatEvents.Speaks(HeartbeatOutput output) => _events.Add("speaks");

    void IHeartbeatEvents.Sent(in SendResult result) => _events.Add("sent");

    void IHeartbeatEvents.IdChanged(int? id) => _events.Add($"id {id}");

    void IHeartbeatEvents.MemberChanged(MemberChange change) => _events.Add($"member {change.Id}");

    void IHeartbeatEvents.RoleChanged(RoleChange change) => _events.Add($"role {change.To}");

    /// <summary>Says its probes, until the first heartbeat is due.</summary>
    private void PassToFirstHeartbeat()
    {
        for (int probe = 0; probe < 3; probe++)
        {
            Works(2);
            _now = _engine.NextDue;
        }

        _events.Clear();
    }

    /// <summary>The server has said its first heartbeat, and heard it.</summary>
    private void Start()
    {
        PassToFirstHeartbeat();
        Next();
        _engine.NothingWaits();
        Works(3);
        Hear(id: 1, sender: 1);
        _events.Clear();
    }

    private void Hear(int id, ulong sender = 2, SharedSettings settings = default)
    {
        var writer = new HeartbeatWriter(Frames, sender == 1 ? _own : _other, settings, new RequestCounts());
        Span<byte> datagram = stackalloc byte[HeartbeatFrame.Length];
        int length = writer.WriteHeartbeat(datagram, id, NotServingReason.None, _now, leaving: false);
        _engine.Received(datagram[..length], Self, Self, _now);
    }

    private HeartbeatStep Next(bool areOpen = true, bool isOutOfDate = false)
        => _engine.Next(new HeartbeatMoment(_now, areOpen, isOutOfDate));

    /// <summary>What is to be done next, and after that; nothing waits to be collected.</summary>
    /// <summary>What the next heartbeat says of the server.</summary>
    private NotServingReason Told()
    {
        _now = _engine.NextDue;
        HeartbeatStep step = Next();
        while (step.Work != HeartbeatWork.Send)
            step = Next();
        Hear(id: 1, sender: 1);
        _serving.Hearing.Arrived();
        Assert.Equal(DatagramStatus.Ok, Frames.TryRead(step.Datagram.Span, out HeartbeatMessage heartbeat));
        return heartbeat.NotServing;
    }

    private HeartbeatWork[] Works(int count, bool areOpen = true, bool isOutOfDate = false)
    {
        var works = new HeartbeatWork[count];
        for (int step = 0; step < count; step++)
        {
            works[step] = Next(areOpen, isOutOfDate).Work;
            if (works[step] != HeartbeatWork.Collect)
                continue;
            _engine.NothingWaits();
            works[step] = Next(areOpen, isOutOfDate).Work;
        }

        return works;
    }
}
