using Understudy.Driving;
using Understudy.Protocol;
using Understudy.Server;
using Understudy.Simulation.Checking;
using Understudy.Simulation.Mutations;
using Understudy.Simulation.Network;
using Understudy.Simulation.Timing;

namespace Understudy.Simulation.Hosts;

/// <summary>Does what <see cref="HeartbeatLoop"/> does with its socket and its clock, step by step.</summary>
internal sealed class HeartbeatThread
{
    private static readonly Peer Nowhere = new();

    private readonly World _world;
    private readonly ServerHost _host;
    private readonly ServerLife _life;
    private bool _hasBegun;
    private long _wakesAt = -1;
    private TimeSpan _wakesFor = TimeSpan.MinValue;

    public HeartbeatThread(World world, ServerHost host, ServerLife life)
    {
        _world = world;
        _host = host;
        _life = life;
    }

    private HeartbeatCore Core => _life.Core;

    public void Begin()
    {
        _hasBegun = true;
        Core.Begin(_host.Now);
        Run();
    }

    /// <summary>A datagram waits.</summary>
    public void Arrived()
    {
        if (_host.IsPaused || !_hasBegun)
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

        if (_life.HeartbeatQueue.TryTake(out ReceiveQueue.Waiting waiting))
            Hear(waiting.Datagram, _host.Now);
        Run();
    }

    /// <summary>The clock runs at another rate, or what was planned was put off and no longer is.</summary>
    public void PlanAnew()
    {
        _wakesFor = TimeSpan.MinValue;
        if (!_host.IsPaused)
            Run();
    }

    private void Run()
    {
        TimeSpan now = _host.Now;
        while (true)
        {
            if (now >= Core.NextDue)
                Step(now);
            else if (_life.HeartbeatQueue.TryTake(out ReceiveQueue.Waiting waiting))
                Hear(waiting.Datagram, now);
            else
                break;
            PassOn();
        }

        _host.Judge();
        if (_wakesFor != Core.NextDue || _wakesAt <= _world.Events.Now)
            PlanWake(_host.Clock.WhenShows(Core.NextDue) + _host.Lateness, Core.NextDue);
    }

    private void PlanWake(long at, TimeSpan due)
    {
        _wakesAt = at;
        _wakesFor = due;
        _world.Events.Plan(at, EventKind.Heartbeat, _host.Index, _life.Number);
    }

    private void Step(TimeSpan now)
    {
        if (Core.Members.IsListening)
            HearWhatWaits(now);

        int? id = Core.Members.View.Id;
        bool isStuck = _life.Progress.IsStuck(now, _world.Plan.Membership.Period)
            && _world.Mutation != Mutation.StuckNotWithheld;
        if (isStuck)
            ServerChecks.ExcuseProbe(_life);
        bool stoodStill = Core.Members.IsOverdue(now);
        HeartbeatStep step = TakeStep(now, isStuck);
        if (step.IsTick && stoodStill)
            _life.Record.Oracle.StoodStill();
        if (step.IsTick)
            _life.Record.Oracle.Ticked(id, Core.Members.View.Id);
        if (id is null && Core.Members.View.Id is { } taken)
            _world.Checks.Servers.TakesId(_host, taken);
        if (step.Lateness > TimeSpan.Zero)
            _world.Trace?.Say(_host.Index, $"notices that it stood still for {step.Lateness.TotalSeconds:0.000} s");
        if (step.IsTick && step.IsOutOfDate)
            _life.ReplaceChannels();
        Send(step.Output, now);
    }

    private HeartbeatStep TakeStep(TimeSpan now, bool isStuck)
    {
        if (_world.Mutation == Mutation.LateTickNotNoticed)
            now = Core.NextDue;
        if (_world.Mutation == Mutation.CountdownByWallTime)
        {
            while (Core.Members.IsOverdue(now))
                Core.Members.Tick(Core.Members.NextTick);
        }

        return Core.Step(now, isStuck);
    }

    private void Send(HeartbeatOutput output, TimeSpan now)
    {
        Span<byte> datagram = stackalloc byte[HeartbeatFrame.Length];
        int length = Core.Write(output, datagram, now);
        if (length == 0)
            return;

        _world.Checks.Servers.Speaks(_host, _life, output);
        _world.Network.SendToGroup(_host.Index, Channels.Heartbeats, datagram[..length]);
        if (_world.Mutation == Mutation.OwnHeartbeatAssumed && output == HeartbeatOutput.Heartbeat)
            Core.Members.HearSelf();
    }

    /// <summary>What the others have said must be known before the server first speaks.</summary>
    private void HearWhatWaits(TimeSpan now)
    {
        for (int heard = 0; heard < MembershipOptions.HighestId; heard++)
        {
            if (!_life.HeartbeatQueue.TryTake(out ReceiveQueue.Waiting waiting))
                return;
            Hear(waiting.Datagram, now);
        }
    }

    private void Hear(Datagram datagram, TimeSpan now)
    {
        bool isOverdue = Core.Members.IsOverdue(now);
        int? id = Core.Members.View.Id;
        DatagramStatus status = Core.Hear(datagram.Bytes, Nowhere, Nowhere, now, out _);
        if (!isOverdue)
        {
            if (status == DatagramStatus.Ok && !datagram.IsDamaged)
                Witness(datagram, id);
            _world.Checks.Read(_host.Index, datagram.IsDamaged, status);
        }

        _world.Network.Release(datagram);
    }

    /// <summary>What the checks make of a datagram that has reached the core.</summary>
    private void Witness(Datagram datagram, int? id)
    {
        _life.Record.Oracle.Heard(datagram.Bytes, id, Core.Members.View.Id);
        if (new Frame(datagram.Bytes).Kind == FrameKind.Probe && datagram.From != _host.Index)
            _world.Checks.Servers.HearsProbe(_host, _life);
    }

    private void PassOn()
    {
        if (_world.Trace is { } trace)
        {
            foreach (MemberChange change in Core.Members.MemberChanges)
                trace.Say(_host.Index, $"member {change.Id}: {change.From} → {change.To}, {change.Reason}");
            foreach (RoleChange change in Core.Members.RoleChanges)
                trace.Say(_host.Index, $"role: {change.From} → {change.To} (id {Core.Members.View.Id})");
        }

        Core.Members.MemberChanges.Clear();
        Core.Members.RoleChanges.Clear();
    }
}
