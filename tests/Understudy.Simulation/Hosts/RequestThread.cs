using System.Buffers.Binary;
using Understudy.Driving;
using Understudy.Membership;
using Understudy.Protocol;
using Understudy.Server;
using Understudy.Simulation.Mutations;
using Understudy.Simulation.Network;
using Understudy.Simulation.Timing;

namespace Understudy.Simulation.Hosts;

/// <summary>
/// Does what <see cref="RequestLoop"/> and <see cref="RequestRunner"/> do with their socket, clock and handler, step by
/// step. A handler that completes at once still takes its time, in which this thread hears nothing.
/// </summary>
internal sealed class RequestThread
{
    /// <summary>The places of the jobs are the lower bits of an event's argument, the server's life the upper.</summary>
    public const int PlaceBits = 12;

    private readonly World _world;
    private readonly ServerHost _host;
    private readonly ServerLife _life;
    private readonly bool _isAsynchronous;
    private readonly RequestBacklog _backlog = new();
    private readonly Dictionary<RequestJob, ReceiveQueue.Waiting> _received = [];
    private readonly WorkPlaces _places = new();
    private readonly Queue<RequestJob> _finished = [];
    private readonly Stack<RequestJob> _spare = [];

    /// <summary>Handlers that are done, but for what holds their host or themselves.</summary>
    private readonly List<int> _held = [];
    private TimeSpan _handlerBegan;
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

    /// <summary>How many requests are worked on.</summary>
    public int InProgress => _places.Taken;

    /// <summary>How many requests wait behind a handler that kept this thread.</summary>
    public int Waiting => _backlog.Count;

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
            if (_backlog.Take(_host.Now, out bool isLate) is { } job)
                Take(job, isLate);
            else if (_life.RequestQueue.TryTake(out ReceiveQueue.Waiting waiting))
                Take(Receive(waiting), isLate: false);
            else
                return;
        }
    }

    /// <summary>The channel was replaced: what was read from the old one is old.</summary>
    public void DropBacklog()
    {
        while (_backlog.Take(_host.Now, out _) is { } job)
        {
            Release(job);
            _spare.Push(job);
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
        _life.Progress.Free();
        Finish(job);
        if (_isAsynchronous)
        {
            _finished.Enqueue(job);
            return;
        }

        Settle(job);
        if (_host.Now - _handlerBegan >= RequestLoop.LongWork)
            CollectBacklog();
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

    private void WakeIn(long late)
    {
        _wakesAt = _world.Events.Now + late;
        _world.Events.Plan(_wakesAt, EventKind.Requests, _host.Index, _life.Number);
    }

    private int Argument(int place) => (_life.Number << PlaceBits) | place;

    private RequestJob Receive(in ReceiveQueue.Waiting waiting)
    {
        RequestJob job = _spare.TryPop(out RequestJob? spare) ? spare : new RequestJob(Datagram.MaxBytes - 1);
        waiting.Datagram.Bytes.CopyTo(job.Buffer);
        BinaryPrimitives.WriteInt32BigEndian(job.Client.Buffer.Span[2..], waiting.Datagram.From);
        _received.Add(job, waiting);
        return job.Received(waiting.Datagram.Bytes.Length, _host.Now);
    }

    /// <summary>What came with a job is needed no more.</summary>
    private void Release(RequestJob job)
    {
        _received.Remove(job, out ReceiveQueue.Waiting waiting);
        _world.Network.Release(waiting.Datagram);
    }

    private void CollectBacklog()
    {
        while (_life.RequestQueue.TryTake(out ReceiveQueue.Waiting waiting))
        {
            RequestJob job = Receive(waiting);
            DatagramStatus status = _life.RequestCore.Check(job);
            if (status != DatagramStatus.Ok)
                Drop(job, status);
            else if (_backlog.Add(job) is { } displaced)
                Take(displaced, isLate: true);
        }
    }

    private void Drop(RequestJob job, DatagramStatus status)
    {
        _world.Checks.Read(_host.Index, _received[job].Datagram, status);
        Release(job);
        _spare.Push(job);
    }

    private void Take(RequestJob job, bool isLate)
    {
        bool isKept = Decide(job, _received[job], isLate);
        Release(job);
        if (!isKept)
            _spare.Push(job);
    }

    /// <returns>Whether a handler keeps the job.</returns>
    private bool Decide(RequestJob job, in ReceiveQueue.Waiting waiting, bool isLate)
    {
        MembershipView view = View.Current;
        while (_finished.TryDequeue(out RequestJob? finished))
            Settle(finished);

        TimeSpan now = _host.Now;
        RequestMoment moment = MutantMoment.Of(
            _world.Mutation, new RequestMoment(now, isLate, InProgress >= _world.Plan.MaxRequestsInProgress));
        Verdict verdict = _life.RequestCore.Receive(job, view, moment, out DatagramStatus status);
        _world.Checks.Read(_host.Index, waiting.Datagram, status);
        if (verdict == Verdict.Probe)
            AnswerProbe(job, now);
        if (verdict is Verdict.Probe or Verdict.Invalid)
            return false;

        _life.Counts.CountHeard();
        if (job.Key is { } key)
            _world.Trace?.Say(_host.Index, $"request {key.Number} of h{waiting.Datagram.From}: {verdict}");
        _world.Checks.Servers.Decides(_host, _life, waiting, verdict);
        if (isLate && verdict == Verdict.Answer)
            _world.Checks.Fail("what waited too long is dropped", $"h{_host.Index} begins request {job.Key?.Number}");
        if (verdict == Verdict.Answer)
            Call(job, now);
        else if (verdict == Verdict.Busy)
            Refuse(now);
        else if (verdict == Verdict.Repeat)
            Reply(job);
        return verdict == Verdict.Answer;
    }

    private void AnswerProbe(RequestJob job, TimeSpan now)
    {
        Span<byte> heartbeat = stackalloc byte[HeartbeatFrame.Length];
        int length = _life.Core.WriteProbeAnswer(heartbeat, now);
        if (length > 0)
            _world.Network.Send(_host.Index, ClientOf(job), heartbeat[..length]);
    }

    private void Call(RequestJob job, TimeSpan now)
    {
        _life.RequestCore.Begin(job);
        _life.Progress.Busy(now);
        if (_isAsynchronous)
        {
            _life.Progress.Free();
        }
        else
        {
            _handlerBegan = now;
            HeldUpSince = _world.Events.Now;
        }

        int argument = Argument(_places.Put(job));
        _world.Events.Plan(_world.Events.Now + _host.HandlerTime, EventKind.Handled, _host.Index, argument);
    }

    /// <summary>All places are taken.</summary>
    private void Refuse(TimeSpan now)
    {
        _life.Progress.Busy(now);
        if (HeldUpSince < 0)
            HeldUpSince = _world.Events.Now;
    }

    private void Finish(RequestJob job)
    {
        _life.RequestCore.Complete(job, Service.Handle(job), _host.Now);
        _life.Counts.CountAnswered();
        _world.Checks.Servers.Completes(_host, _host.Now - job.Arrival, new Frame(job.Reply.Datagram));
        Reply(job);
    }

    /// <summary>The request thread learns that a request is finished.</summary>
    private void Settle(RequestJob finished)
    {
        if (_world.Mutation != Mutation.AnswersForgotten)
            _life.RequestCore.Remember(finished);
        _spare.Push(finished);
    }

    private void Reply(RequestJob job)
    {
        _world.Checks.Replies(ClientOf(job) - _world.Plan.Servers.Length, job.Key!.Value.Number);
        _world.Network.Send(_host.Index, ClientOf(job), job.Reply.Datagram);
    }

    private static int ClientOf(RequestJob job) => BinaryPrimitives.ReadInt32BigEndian(job.Client.Buffer.Span[2..]);
}
