using Understudy.Membership;
using Understudy.Protocol;
using Understudy.Server;
using Understudy.Simulation.Checking;
using Understudy.Simulation.Network;
using Understudy.Simulation.Timing;

namespace Understudy.Simulation.Hosts;

/// <summary>
/// Drives a desk as the request thread does, on simulated time. A handler that completes at once still takes its time, in
/// which this thread hears nothing.
/// </summary>
internal sealed class RequestThread : IRequestEvents
{
    /// <summary>The places of the jobs are the lower bits of an event's argument, the server's life the upper.</summary>
    public const int PlaceBits = 12;

    private readonly World _world;
    private readonly ServerHost _host;
    private readonly ServerLife _life;
    private readonly bool _isAsynchronous;
    private readonly WorkPlaces _places = new();

    /// <summary>Handlers that are done, but for what holds their host or themselves.</summary>
    private readonly List<int> _held = [];
    private long _wakesAt = -1;

    public RequestThread(World world, ServerHost host, ServerLife life)
    {
        _world = world;
        _host = host;
        _life = life;
        _isAsynchronous = world.Plan.Servers[host.Index].IsAsynchronous;
        View = new ViewSeam(world, life);
    }

    public ViewSeam View { get; }

    /// <summary>
    /// Since when no request can be begun, since a handler keeps this thread or all places are taken; negative where one can.
    /// </summary>
    public long HeldUpSince { get; private set; } = -1;

    private bool IsInHandler => !_isAsynchronous && HeldUpSince >= 0;

    /// <summary>A datagram waits.</summary>
    public void Arrived()
    {
        if (_host.IsPaused || IsInHandler || _wakesAt > _world.Events.Now)
            return;

        long late = _host.Lateness;
        if (late == 0)
            Run();
        else
            WakeIn(late);
    }

    public void Run()
    {
        while (!_host.IsPaused && !IsInHandler)
        {
            DeskStep step = _life.Desk.Next(new DeskMoment(_host.Now, View.Current, _life.Channel));
            if (step.Work == DeskWork.Call)
                Call(step.Job);
            else if (step.Work == DeskWork.Send)
                Send(step.Job);
            else if (_life.RequestQueue.TryTake(out ReceiveQueue.Waiting waiting))
                Receive(step.Job, waiting);
            else if (step.Work == DeskWork.Collect)
                _life.Desk.NothingWaits();
            else
                return;
        }
    }

    /// <summary>A handler may be done; where the host stands still or the handler hangs, it is not.</summary>
    public void Handled(int place)
    {
        if (_host.IsPaused || _host.IsHandlerStuck)
        {
            _held.Add(place);
            return;
        }

        RequestJob job = _places.Take(place);
        HeldUpSince = -1;
        if (!_isAsynchronous)
            _life.Desk.Returned(job, isDone: true, _host.Now);
        if (_life.Desk.Complete(job, new HandlerResult(Service.Handle(job)), _host.Now))
            Send(job);
        if (!_isAsynchronous)
            Run();
    }

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

    public void Decided(RequestJob job, Verdict verdict, MembershipView view)
    {
        Witness(job, DatagramStatus.Ok);
        Arrival arrival = Arrival.Of(job.Client);
        _world.Trace?.Say(_host.Index, $"request {job.Key?.Number} of h{arrival.From}: {verdict}");
        _world.Checks.Servers.Decides(_host, _life, job, arrival, verdict);
        if (verdict == Verdict.Busy && HeldUpSince < 0)
            HeldUpSince = _world.Events.Now;
    }

    public void HandlerFailed(RequestJob job, Exception error) => _world.Checks.Fail("nothing throws", error.ToString());

    public void ReplyTooLarge(RequestJob job, int limit) => _world.Checks.Fail("every reply fits", $"h{_host.Index}");

    public void Completed(RequestJob job, TimeSpan now)
        => _world.Checks.Servers.Completes(_host, now - job.Arrival, new Frame(job.Reply.Datagram));

    public void Sent(RequestJob job, in SendResult result)
    {
    }

    private void WakeIn(long late)
    {
        _wakesAt = _world.Events.Now + late;
        _world.Events.Plan(_wakesAt, EventKind.Requests, _host.Index, _life.Number);
    }

    private int Argument(int place) => (_life.Number << PlaceBits) | place;

    private void Receive(RequestJob job, in ReceiveQueue.Waiting waiting)
    {
        waiting.Datagram.Bytes.CopyTo(job.Buffer);
        new Arrival(waiting.Datagram.From, waiting.Since, waiting.Datagram.IsDamaged).WriteTo(job.Client);
        _life.Desk.Received(waiting.Datagram.Bytes.Length, _host.Now);
        _world.Network.Release(waiting.Datagram);
    }

    private void Call(RequestJob job)
    {
        if (_isAsynchronous)
            _life.Desk.Returned(job, isDone: false, _host.Now);
        else
            HeldUpSince = _world.Events.Now;
        int argument = Argument(_places.Put(job));
        _world.Events.Plan(_world.Events.Now + _host.HandlerTime, EventKind.Handled, _host.Index, argument);
    }

    private void Send(RequestJob job)
    {
        int client = Arrival.Of(job.Client).From;
        if (new Frame(job.Reply.Datagram) is { Kind: FrameKind.Reply } reply)
            _world.Checks.Replies(client - _world.Plan.Servers.Length, reply.Number);
        _world.Network.Send(_host.Index, client, job.Reply.Datagram);
        _life.Desk.Sent(job, SendResult.Sent);
    }

    private void Witness(RequestJob job, DatagramStatus status)
        => _world.Checks.Read(_host.Index, Arrival.Of(job.Client).IsDamaged, status);
}
