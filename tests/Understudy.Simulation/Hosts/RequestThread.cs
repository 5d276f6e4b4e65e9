using Understudy.Membership;
using Understudy.Protocol;
using Understudy.Server;
using Understudy.Simulation.Checking;
using Understudy.Simulation.Mutations;
using Understudy.Simulation.Network;
using Understudy.Simulation.Timing;

namespace Understudy.Simulation.Hosts;

/// <summary>
/// Drives a desk as the request thread does, on simulated time, and carries out the requests beside it. A handler that
/// completes at once still takes its time, in which this thread hears nothing. What is carried out beside may end
/// between any two steps of this thread, and this thread may run between the steps of such an end.
/// </summary>
internal sealed class RequestThread : IRequestEvents
{
    /// <summary>So many lower bits of an event's argument are a job's place; the others the server's life.</summary>
    public const int PlaceBits = 12;

    /// <summary>How often in a thousand what is beside ends just when this thread finds all places taken.</summary>
    private const int EarlyEndsPerThousand = 200;

    private readonly World _world;
    private readonly ServerHost _host;
    private readonly ServerLife _life;
    private readonly int _besidePerThousand;
    private readonly WorkPlaces _places = new();

    /// <summary>Handlers that are done, but for what holds their host or themselves.</summary>
    private readonly List<int> _held = [];
    private long _wakesAt = -1;

    /// <summary>
    /// What a handler has this thread for, since when, and since when a request was turned away for want of a place.
    /// </summary>
    private RequestJob? _inCall;
    private long _calledAt = -1;
    private long _fullSince = -1;

    /// <summary>When a request was begun or finished last.</summary>
    private long _gotOnAt = -1;
    private bool _isRunning;

    public RequestThread(World world, ServerHost host, ServerLife life)
    {
        _world = world;
        _host = host;
        _life = life;
        _besidePerThousand = world.Plan.Servers[host.Index].BesidePerThousand;
        View = new ViewSeam(world, life);
    }

    public ViewSeam View { get; }

    /// <summary>
    /// Since when no request can be begun, since a handler keeps this thread or all places are taken; negative where
    /// one can.
    /// </summary>
    public long HeldUpSince => _calledAt < 0 || (_fullSince >= 0 && _fullSince < _calledAt) ? _fullSince : _calledAt;

    /// <summary>For how long a handler has kept this thread, at the most.</summary>
    public long LongestCall { get; private set; }

    /// <summary>Whether a handler keeps this thread.</summary>
    public bool IsInCall => _inCall is not null;

    /// <summary>Whether one more request may be carried out beside this thread.</summary>
    public bool HasPlace => _places.Taken < _world.Plan.MaxRequestsInProgress;

    /// <summary>
    /// Whether requests have got on within this time: no handler has kept this thread for longer, and there is a
    /// place, or a request was begun or finished.
    /// </summary>
    public bool GetsOn(long within)
    {
        bool isHeld = _inCall is not null && _world.Events.Now - _calledAt > within;
        return !isHeld && (HasPlace || _world.Events.Now - _gotOnAt < within);
    }

    /// <summary>A datagram waits.</summary>
    public void Arrived()
    {
        if (_host.IsPaused || _inCall is not null || _wakesAt > _world.Events.Now)
            return;

        // It meets the end of a request that is carried out beside: this thread runs in between, or after it.
        if (!HasPlace && _world.Dice.Happens(EarlyEndsPerThousand))
            EndOneBeside();
        long late = _host.Lateness;
        if (late == 0)
            Run();
        else
            WakeIn(late);
        _world.Checks.Servers.Rests(_host, _life);
    }

    public void Run()
    {
        _isRunning = true;
        while (!_host.IsPaused && _inCall is null && !_life.HasStopped && Do(Next()))
        {
        }

        _isRunning = false;
    }

    /// <summary>A handler may be done; where the host stands still or the handler hangs, it is not.</summary>
    public void Handled(int place)
    {
        if (_host.IsPaused || _host.IsHandlerStuck)
            _held.Add(place);
        else if (_places.Take(place) is { } job)
            End(job);
    }

    /// <summary>The end of a request that was carried out beside is between two of its steps.</summary>
    public void MayRun()
    {
        if (!_isRunning)
            Run();
    }

    /// <summary>Which comes first: what this thread does in between, or what the other says.</summary>
    public bool IsFirst() => _world.Dice.Happens(500);

    /// <summary>The desk says that there is a place.</summary>
    public void Freed() => _fullSince = -1;

    /// <summary>The host goes on, or the handler does.</summary>
    public void GoOn()
    {
        long at = Math.Max(_world.Events.Now, _wakesAt);
        if (!_host.IsHandlerStuck)
        {
            foreach (int place in _held)
                _world.Events.Plan(at, EventKind.Handled, _host.Index, Argument(place));
            _held.Clear();
        }

        if (at == _world.Events.Now)
            Run();
    }

    /// <summary>The host goes on, and lets this thread run so much later.</summary>
    public void Resume(long late)
    {
        WakeIn(late);
        GoOn();
    }

    public void Dropped(RequestJob job, DatagramStatus status, TimeSpan now) => Witness(job, status);
    public void Probed(RequestJob job) => Witness(job, DatagramStatus.Ok);
    public void Decided(RequestJob job, Decision decision, MembershipView view)
    {
        Witness(job, DatagramStatus.Ok);
        Arrival arrival = Arrival.Of(job.Client);
        _world.Trace?.Say(_host.Index, $"request {job.Key?.Number} of h{arrival.From}: {decision.Name}");
        _world.Checks.Servers.Decides(_host, _life, job, arrival, decision);
        if (decision is not Decision.TurnAway { Shortage: Shortage.Places })
            return;
        _fullSince = _fullSince < 0 ? _world.Events.Now : _fullSince;
        if (_world.Dice.Happens(EarlyEndsPerThousand))
            EndOneBeside();
    }

    public void ForgotEarly(TimeSpan age) => _world.Trace?.Say(_host.Index, $"forgets what came {age} ago");
    public void HandlerFailed(RequestJob job, Exception error)
    {
        if (error != Service.Failure)
            _world.Checks.Fail("nothing throws", error.ToString());
    }

    public void Completed(RequestJob job, TimeSpan now)
        => _world.Checks.Servers.Completes(_host, now - job.Arrival, new Frame(job.Reply.Datagram));

    public void Sent(RequestJob job, in SendResult result)
        => _world.Checks.Servers.Sends(_host, _life, job, result);

    private void WakeIn(long late)
    {
        _wakesAt = _world.Events.Now + late;
        _world.Events.Plan(_wakesAt, EventKind.Requests, _host.Index, _life.Number);
    }

    private DeskStep Next()
    {
        _life.Record.Late.Wait(_life.Desk.Waiting);
        return _life.Desk.Next(new DeskMoment(_host.Now, View.Current, _life.Channel));
    }

    /// <returns>Whether there may be more to do now.</returns>
    private bool Do(in DeskStep step)
    {
        if (step.Work == DeskWork.Check)
            _life.SaysThatItIsWell(step.Job);
        else if (step.Work == DeskWork.Call)
            Call(step.Job);
        else if (step.Work == DeskWork.Send)
            Send(step.Job);
        else if (_life.RequestQueue.TryTake(out ReceiveQueue.Waiting waiting))
            Receive(step.Job, waiting);
        else if (step.Work == DeskWork.Collect)
            _life.Desk.NothingWaits();
        else
            return false;
        return true;
    }

    private void EndOneBeside()
    {
        if (!_host.IsHandlerStuck && _places.TakeEarly(_inCall) is { } job)
            Complete(job);
    }

    private void End(RequestJob job)
    {
        if (job != _inCall)
        {
            Complete(job);
            return;
        }

        LongestCall = Math.Max(LongestCall, _world.Events.Now - _calledAt);
        _life.Record.Late.Returned(_world.Events.Now - _calledAt);
        _inCall = null;
        _calledAt = -1;
        _life.Desk.Returned(job, isDone: true, _host.Now);
        Complete(job);
        Run();
        if (_life.HasStopped)
            StopReceiving();
    }

    /// <summary>The server has left. This thread ends as soon as no handler keeps it.</summary>
    public void StopReceiving()
    {
        if (_inCall is null)
            _life.Desk.Close();
        _life.EndIfDrained();
    }

    private void Complete(RequestJob job)
    {
        _gotOnAt = _world.Events.Now;
        HandlerResult result = MutantService.ResultOf(_world.Mutation, Service.Handle(job, _host.IsHandlerSick));
        if (_life.Desk.Complete(job, result, _host.Now))
            Send(job);
        _life.EndIfDrained();
    }

    private int Argument(int place) => (_life.Number << PlaceBits) | place;

    private void Receive(RequestJob job, in ReceiveQueue.Waiting waiting)
    {
        waiting.Datagram.Bytes.CopyTo(job.Buffer);
        Datagram datagram = waiting.Datagram;
        new Arrival(datagram.From, waiting.Since, datagram.IsDamaged, _life.Channel.Number).WriteTo(job.Client);
        _life.Desk.Received(waiting.Datagram.Bytes.Length, _host.Now);
        _world.Network.Release(waiting.Datagram);
    }

    private void Call(RequestJob job)
    {
        _gotOnAt = _world.Events.Now;
        if (_world.Dice.Happens(_besidePerThousand))
        {
            _life.Desk.Returned(job, isDone: false, _host.Now);
            _life.Record.Late.Returned(0);
        }
        else
        {
            _inCall = job;
            _calledAt = _world.Events.Now;
        }

        int argument = Argument(_places.Put(job));
        _world.Events.Plan(_world.Events.Now + _host.HandlerTime, EventKind.Handled, _host.Index, argument);
    }

    private void Send(RequestJob job)
    {
        Arrival request = Arrival.Of(job.Client);
        bool isClosed = _world.Mutation == Mutation.ReplyByReplacedChannel && request.Channel != _life.Channel.Number;
        if (!isClosed && !(_world.Mutation == Mutation.FailureNotAnswered && job.Status == ReplyStatus.Failed))
            Send(request.From, job.Reply.Datagram);
        _life.Desk.Sent(job, isClosed ? SendResult.Failed("The channel is closed") : SendResult.Sent);
    }

    private void Send(int client, ReadOnlySpan<byte> datagram)
    {
        if (new Frame(datagram) is { Kind: FrameKind.Reply } reply)
            _world.Checks.Replies(client - _world.Plan.Servers.Length, reply.Number);
        _world.Network.Send(_host.Index, client, datagram);
    }

    private void Witness(RequestJob job, DatagramStatus status)
        => _world.Checks.Read(_host.Index, Arrival.Of(job.Client).IsDamaged, status);
}
