using Understudy.Protocol;
using Understudy.Server;
using Understudy.Simulation.Checking;
using Understudy.Simulation.Mutations;
using Understudy.Simulation.Network;
using Understudy.Simulation.Timing;

namespace Understudy.Simulation.Hosts;

/// <summary>Drives the heartbeats of a server as the heartbeat thread does, on simulated time.</summary>
internal sealed class HeartbeatThread : IHeartbeatEvents
{
    private static readonly Peer Nowhere = new();

    private readonly World _world;
    private readonly ServerHost _host;
    private readonly ServerLife _life;
    private bool _hasBegun;
    private bool _isOverdue;
    private Datagram? _hearing;
    private long _wakesAt = -1;
    private TimeSpan _wakesFor = TimeSpan.MinValue;

    public HeartbeatThread(World world, ServerHost host, ServerLife life)
    {
        _world = world;
        _host = host;
        _life = life;
    }

    public void Begin()
    {
        _hasBegun = true;
        _life.Engine.Begin(_host.Now);
        Run();
    }

    /// <summary>The server is told to leave.</summary>
    public void Leave()
    {
        _life.Engine.Leave(_host.Now);
        Run();
    }

    /// <summary>A datagram waits.</summary>
    public void Arrived()
    {
        if (_host.IsPaused || !_hasBegun || _life.IsLeaving)
            return;

        long late = _host.Lateness;
        if (late == 0)
            Run();
        else if (_wakesAt <= _world.Events.Now || _wakesAt > _world.Events.Now + late)
            PlanWake(_world.Events.Now + late, TimeSpan.MinValue);
    }

    /// <summary>The time has come that was planned.</summary>
    public void Wake()
    {
        if (_wakesAt == _world.Events.Now && !_host.IsPaused)
            Run();
    }

    /// <summary>After a pause it finds itself where it waited: the datagram that it waited for is there.</summary>
    public void Resume()
    {
        if (!_hasBegun)
        {
            Begin();
            return;
        }

        if (!_life.IsLeaving)
            Hear();
        Run();
    }

    /// <summary>The clock runs at another rate, or what was planned was put off and no longer is.</summary>
    public void PlanAnew()
    {
        _wakesFor = TimeSpan.MinValue;
        if (!_host.IsPaused)
            Run();
    }

    public void Dropped(ReadOnlySpan<byte> datagram, Peer sender, DatagramStatus status, TimeSpan now)
        => _world.Checks.Read(_host.Index, _hearing!.IsDamaged, status);

    public void Heard(ReadOnlySpan<byte> datagram, Peer sender, Heard heard, int? id, TimeSpan now)
    {
        _world.Checks.Read(_host.Index, _hearing!.IsDamaged, DatagramStatus.Ok);
        if (_hearing.IsDamaged)
            return;

        _life.Record.Oracle.Heard(datagram, id, _life.View.Id, now);
        if (new Frame(datagram).Kind == FrameKind.Probe && _hearing.From != _host.Index)
            _world.Checks.Servers.HearsProbe(_host, _life);
    }

    public void SettingsDiffer(
        int id, Peer sender, in SharedSettings theirs, in SharedSettings ours, TimeSpan now)
        => _world.Checks.Fail("settings are told as they are", $"h{_host.Index} hears others of {id}");

    public void Ticked(in HeartbeatDuty duty, int? idBefore)
    {
        _world.Checks.Servers.Ticks(_host, _life);
        if (_isOverdue)
            _life.Record.Oracle.StoodStill();
        _life.Record.Oracle.Ticked(idBefore, _life.View.Id);
        if (idBefore is null && _life.View.Id is { } taken)
            _world.Checks.Servers.TakesId(_host, taken);
        if (duty.Lateness > TimeSpan.Zero)
            _world.Trace?.Say(_host.Index, $"notices that it stood still for {duty.Lateness.TotalSeconds:0.000} s");
    }

    public void Speaks(HeartbeatOutput output) => _world.Checks.Servers.Speaks(_host, _life, output);

    public void Sent(in SendResult result)
    {
    }

    public void IdChanged(int? id) => _world.Trace?.Say(_host.Index, $"id: {id}");

    public void MemberChanged(MemberChange change)
        => _world.Trace?.Say(_host.Index, $"member {change.Id}: {change.From} → {change.To}, {change.Reason}");

    public void RoleChanged(RoleChange change)
        => _world.Trace?.Say(_host.Index, $"role: {change.From} → {change.To} (id {_life.View.Id})");

    private void Run()
    {
        while (Do(Next()))
        {
        }

        _host.Judge();
        if (_life.HasStopped)
            return;
        TimeSpan due = _life.Engine.NextDue;
        if (_wakesFor != due || _wakesAt <= _world.Events.Now)
            PlanWake(_host.Clock.WhenShows(due) + _host.Lateness, due);
    }

    private HeartbeatStep Next()
    {
        TimeSpan now = _host.Now;
        _isOverdue = _life.Core.Members.IsOverdue(now);
        if (now >= _life.Engine.NextDue && _life.IsNotServing(now))
            ServerChecks.ExcuseProbe(_life);
        return _life.Engine.Next(new HeartbeatMoment(now, AreOpen: true, IsOutOfDate: false));
    }

    /// <returns>Whether there may be more to do now.</returns>
    private bool Do(in HeartbeatStep step)
    {
        switch (step.Work)
        {
            case HeartbeatWork.Send: Send(step.Datagram.Span); return true;
            case HeartbeatWork.Check:
                _world.Network.SendToGroup(_host.Index, Channels.Requests, step.Datagram.Span);
                return true;
            case HeartbeatWork.ReplaceTransports: _life.ReplaceTransports(); return true;
            case HeartbeatWork.MaintainTransports: return true;
            case HeartbeatWork.Collect when !Hear(): _life.Engine.NothingWaits(); return true;
            case HeartbeatWork.Collect: return true;
            case HeartbeatWork.Wait: return false;
            case HeartbeatWork.End: _life.StopReceiving(); return false;
            default: return Hear();
        }
    }

    private void PlanWake(long at, TimeSpan due)
    {
        _wakesAt = at;
        _wakesFor = due;
        _world.Events.Plan(at, EventKind.Heartbeat, _host.Index, _life.Number);
    }

    private void Send(ReadOnlySpan<byte> datagram)
    {
        var frame = new Frame(datagram);
        if (frame.Kind == FrameKind.Heartbeat && !frame.Flags.HasFlag(FrameFlags.Leaving))
            _world.Checks.Servers.Says(_host, _life, frame);
        _world.Network.SendToGroup(_host.Index, Channels.Heartbeats, datagram);
        _life.Engine.Sent(SendResult.Sent);
        if (_world.Mutation == Mutation.OwnHeartbeatAssumed && new Frame(datagram).Kind == FrameKind.Heartbeat)
            _life.Core.Members.HearSelf();
    }

    /// <returns>Whether a datagram waited.</returns>
    private bool Hear()
    {
        if (!_life.HeartbeatQueue.TryTake(out ReceiveQueue.Waiting waiting))
            return false;

        _hearing = waiting.Datagram;
        _life.Engine.Received(waiting.Datagram.Bytes, Nowhere, Nowhere, _host.Now);
        _world.Network.Release(waiting.Datagram);
        return true;
    }
}
