using Understudy.Membership;
using Understudy.Protocol;
using Understudy.Server;

namespace Understudy.Tests.Server;

/// <summary>A server that leaves: what it says, for how long it still answers, and when it is gone.</summary>
public sealed class LeavingTests : IHeartbeatEvents
{
    private const ulong Incarnation = 7;

    private static readonly MembershipOptions Options = new();
    private static readonly Peer Self = new();

    private TimeSpan _now;

    [Fact]
    public void Leave_OfALead_IsSaidThreeTimesAndEndsAfterTheGrace()
    {
        HeartbeatEngine engine = Lead(new FramedDialect(1, 255, 1200));
        engine.Leave(_now);
        Assert.Equal([true, true, true], Farewells(engine));
        Assert.Equal(new HeartbeatStep(HeartbeatWork.Wait, TimeSpan.FromMilliseconds(20)), Next(engine));
        _now += TimeSpan.FromMilliseconds(19);
        Assert.Equal(HeartbeatWork.Wait, Next(engine).Work);
        _now += TimeSpan.FromMilliseconds(1);
        Assert.Equal(HeartbeatWork.End, Next(engine).Work);
    }

    [Fact]
    public void Leave_SaidTwice_IsToldOnce()
    {
        HeartbeatEngine engine = Lead(new FramedDialect(1, 255, 1200));
        engine.Leave(_now);
        Farewells(engine);
        engine.Leave(_now);
        Assert.Equal(HeartbeatWork.Wait, Next(engine).Work);
    }

    [Fact]
    public void View_OfAServerThatLeaves_HoldsToTheEndOfTheGrace()
    {
        var options = new MembershipOptions { Period = TimeSpan.FromMilliseconds(10) };
        HeartbeatEngine engine = Lead(new FramedDialect(1, 255, 1200), options);
        engine.Leave(_now);
        Assert.Equal(ServerRole.Lead, engine.View.RoleAt(_now + TimeSpan.FromMilliseconds(19)));
        Assert.Equal(ServerRole.Paused, engine.View.RoleAt(_now + TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public void Leave_BeforeTheServerHasJoined_EndsAtOnce()
    {
        HeartbeatEngine engine = Engine(new FramedDialect(1, 255, 1200), Options);
        engine.Begin(_now);
        engine.Leave(_now);
        Assert.Equal(HeartbeatWork.End, Next(engine).Work);
    }

    [Fact]
    public void Leave_InADialectWithoutWordsForIt_EndsAtOnce()
    {
        HeartbeatEngine engine = Lead(new ClassicDialect(255, 1200));
        engine.Leave(_now);
        Assert.Equal(HeartbeatWork.End, Next(engine).Work);
    }

    void IHeartbeatEvents.Dropped(ReadOnlySpan<byte> datagram, Peer sender, DatagramStatus status, TimeSpan now)
        => Assert.Fail($"A datagram was dropped: {status}");

    void IHeartbeatEvents.Heard(ReadOnlySpan<byte> datagram, Peer sender, Heard heard, int? id, TimeSpan now)
    {
    }

    void IHeartbeatEvents.SettingsDiffer(
        int id, Peer sender, in SharedSettings theirs, in SharedSettings ours, TimeSpan now)
    {
    }

    void IHeartbeatEvents.Ticked(in HeartbeatDuty duty, int? idBefore)
    {
    }

    void IHeartbeatEvents.Speaks(HeartbeatOutput output)
    {
    }

    void IHeartbeatEvents.Sent(in SendResult result)
    {
    }

    void IHeartbeatEvents.IdChanged(int? id)
    {
    }

    void IHeartbeatEvents.MemberChanged(MemberChange change)
    {
    }

    void IHeartbeatEvents.RoleChanged(RoleChange change)
    {
    }

    private static bool IsFarewell(ReadOnlyMemory<byte> datagram)
        => new FramedDialect(1, 255, 1200).TryRead(datagram.Span, out HeartbeatMessage heartbeat) == DatagramStatus.Ok
            && heartbeat is { IsLeaving: true, Id: 1, Sender: Incarnation };

    private HeartbeatEngine Engine(IDialect dialect, MembershipOptions options)
    {
        var incarnation = new Incarnation(() => Incarnation);
        var core = new HeartbeatCore(
            new MembershipCore(id: 1, options),
            new Recognition(dialect, incarnation, options),
            new HeartbeatWriter(dialect, incarnation, default, new RequestCounts()),
            new Random(1));
        var shared = new ServingWatch(options.Period);
        return new HeartbeatEngine(core, shared, this);
    }

    private HeartbeatEngine Lead(IDialect dialect, MembershipOptions? options = null)
    {
        HeartbeatEngine engine = Engine(dialect, options ?? Options);
        engine.Begin(_now);
        while (engine.View.Role != ServerRole.Lead)
            Drive(engine);
        return engine;
    }

    /// <summary>Does one step; what is said comes back at once.</summary>
    private void Drive(HeartbeatEngine engine)
    {
        HeartbeatStep step = Next(engine);
        if (step.Work == HeartbeatWork.Receive)
            _now = engine.NextDue;
        else if (step.Work == HeartbeatWork.Collect)
            engine.NothingWaits();
        else if (step.Work == HeartbeatWork.Send)
            engine.Received(step.Datagram.ToArray(), Self, Self, _now);
    }

    private bool[] Farewells(HeartbeatEngine engine)
        => [.. Enumerable.Range(0, 3)
            .Select(_ => Next(engine))
            .Select(step => step.Work == HeartbeatWork.Send && IsFarewell(step.Datagram))];

    private HeartbeatStep Next(HeartbeatEngine engine)
        => engine.Next(new HeartbeatMoment(_now, AreOpen: true, IsOutOfDate: false));
}
