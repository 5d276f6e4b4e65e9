using Understudy.Server;
using Understudy.Simulation.Network;
using Understudy.Simulation.Plans;
using Understudy.Simulation.Timing;

namespace Understudy.Simulation.Hosts;

/// <summary>
/// A machine with one server on it: starts it, kills it, has it stand still, and has its handler hang.
/// </summary>
internal sealed class ServerHost
{
    private readonly World _world;
    private readonly HostPlan _plan;
    private int _lives;
    private bool _isWanted;
    private bool _isDown;
    private bool _losesId;
    private int _drift;

    public ServerHost(World world, int index)
    {
        _world = world;
        _plan = world.Plan.Servers[index];
        Index = index;
    }

    public int Index { get; }

    public Clock Clock { get; } = new();

    /// <summary>The server that runs; null while none does.</summary>
    public ServerLife? Life { get; private set; }

    public bool IsPaused { get; private set; }

    /// <summary>Until when its threads ran late; negative where they never did.</summary>
    public long BusyUntil { get; private set; } = -1;

    /// <summary>Whether nobody gave the server its id.</summary>
    public bool ChoosesId => _losesId || _plan.Id is null;

    /// <summary>When it stood still last, and since when it goes on.</summary>
    public (long From, long To) LastPause { get; private set; }

    public bool IsHandlerStuck { get; private set; }

    /// <summary>Whether its handler throws at everything.</summary>
    public bool IsHandlerSick { get; private set; }

    /// <summary>Since when it could have answered a request at the limit 255; negative where it could not.</summary>
    public long ReadySince { get; private set; } = -1;

    /// <summary>When it last turned a datagram away, since it had too many; negative where it never did.</summary>
    public long TurnedAwayAt { get; private set; } = -1;

    private int BusyMilliseconds { get; set; }

    private int SlowMilliseconds { get; set; }

    public TimeSpan Now => Clock.At(_world.Events.Now);

    /// <summary>How long the handler takes now.</summary>
    public long HandlerTime => SlowMilliseconds > 0
        ? SlowMilliseconds * Durations.Millisecond
        : _plan.HandlerMicroseconds * Durations.Microsecond;

    /// <summary>How late a thread runs that was woken now.</summary>
    public long Lateness => BusyMilliseconds > 0 ? _world.Dice.Below(BusyMilliseconds * Durations.Millisecond) : 0;

    public void PowerOn()
    {
        _isWanted = true;
        if (!_isDown)
            Start();
    }

    /// <summary>Other faults are active now.</summary>
    public void Suffer(List<Fault> active)
    {
        bool isDown = false, leaves = false, paused = false, stuck = false, sick = false;
        int drift = 0;
        bool wasBusy = BusyMilliseconds > 0;
        BusyMilliseconds = SlowMilliseconds = 0;
        foreach (Fault fault in active)
        {
            if (fault.Host != Index)
                continue;
            isDown |= fault.Kind is FaultKind.Crash or FaultKind.Leave;
            leaves |= fault.Kind is FaultKind.Leave;
            paused |= fault.Kind is FaultKind.Pause;
            stuck |= fault.Kind is FaultKind.StuckHandler;
            sick |= fault.Kind is FaultKind.SickHandler;
            if (fault.Kind is FaultKind.Crash or FaultKind.Leave)
                _losesId = fault.Amount == 1;
            else if (fault.Kind is FaultKind.Clock)
                drift = fault.Amount;
            else if (fault.Kind is FaultKind.BusyHost)
                BusyMilliseconds = Math.Max(BusyMilliseconds, fault.Amount);
            else if (fault.Kind is FaultKind.SlowHandler)
                SlowMilliseconds = Math.Max(SlowMilliseconds, fault.Amount);
        }

        if (BusyMilliseconds > 0)
            BusyUntil = long.MaxValue;
        else if (wasBusy)
            CalmDown();
        if (drift != _drift)
            SetDrift(drift);
        IsHandlerStuck = stuck;
        IsHandlerSick = sick;
        SetPaused(paused);
        SetDown(isDown, leaves);
        if (Life is not null && !IsPaused)
            Life.Requests.GoOn();
        Judge();
    }

    /// <summary>It has too many datagrams, and gives one up.</summary>
    public void TurnsAway() => TurnedAwayAt = _world.Events.Now;

    public void Stop(int life)
    {
        if (Life?.Number != life)
            return;
        if (Life.Desk.InProgress > 0)
        {
            _world.Checks.Fail(
                "a server that leaves answers what it has begun", $"h{Index}: {Life.Desk.InProgress} left");
        }

        Kill("stops");
    }

    public void Deliver(Datagram datagram)
    {
        if (Life is { } life)
            life.Deliver(datagram);
        else
            _world.Network.Release(datagram);
    }

    /// <summary>Looks whether the server could answer.</summary>
    public void Judge()
    {
        bool isReady = Life is { IsLeaving: false } life && !IsPaused && !IsHandlerStuck && !IsHandlerSick
            && life.View.Role is not (ServerRole.Joining or ServerRole.Paused) && life.View.Id is not null;
        if (!isReady)
            ReadySince = -1;
        else if (ReadySince < 0)
            ReadySince = _world.Events.Now;
    }

    private void Start()
    {
        Clock.Reset(_world.Events.Now);
        int? id = _losesId ? null : _plan.Id;
        _world.Trace?.Say(Index, $"starts as {(id is null ? "auto" : id)}");
        Life = new ServerLife(_world, this, ++_lives, id);
        if (!IsPaused)
            Life.Heartbeats.Begin();
    }

    private void Kill(string how)
    {
        _world.Trace?.Say(Index, how);
        Life?.End();
        Life = null;
        Judge();
    }

    private void SetDown(bool isDown, bool leaves)
    {
        if (isDown == _isDown)
            return;

        _isDown = isDown;
        if (!isDown)
        {
            if (Life is not null)
                Kill("stops");
            if (_isWanted)
                Start();
        }
        else if (leaves && !IsPaused && Life is not null)
        {
            Life.Leave();
        }
        else if (Life is not null)
        {
            Kill("dies");
        }
    }

    private void SetPaused(bool paused)
    {
        if (paused == IsPaused)
            return;

        IsPaused = paused;
        _world.Trace?.Say(Index, paused ? "stands still" : "goes on");
        LastPause = paused ? (_world.Events.Now, long.MaxValue) : (LastPause.From, _world.Events.Now);
        if (!paused)
            Life?.Resume();
    }

    /// <summary>Its threads run in time again, and what was put off has an end.</summary>
    private void CalmDown()
    {
        BusyUntil = _world.Events.Now;
        Life?.Heartbeats.PlanAnew();
    }

    private void SetDrift(int drift)
    {
        _drift = drift;
        Clock.SetDrift(_world.Events.Now, drift);
        Life?.Heartbeats.PlanAnew();
    }
}
