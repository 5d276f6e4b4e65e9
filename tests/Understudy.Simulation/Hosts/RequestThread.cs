using System.Buffers.Binary;
using Understudy.Handling;
using Understudy.Membership;
using Understudy.Ranking;
using Understudy.Serving;
using Understudy.Simulation.Mutations;
using Understudy.Simulation.Network;
using Understudy.Simulation.Timing;
using Understudy.Wire;

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
    private readonly List<RequestJob?> _working = [];
    private readonly Queue<RequestJob> _finished = [];
    private readonly Stack<RequestJob> _spare = [];

    /// <summary>Handlers that are done, but for what holds their host or themselves.</summary>
    private readonly List<int> _held = [];
    private RequestJob _job;
    private bool _isInHandler;
    private long _wakesAt = -1;
    private int _users = 1;

    public RequestThread(World world, ServerHost host, ServerLife life)
    {
        _world = world;
        _host = host;
        _life = life;
        _isAsynchronous = world.Plan.Servers[host.Index].IsAsynchronous;
        _job = Rent();
        View = new ViewSeam(world, life);
    }

    public ViewSeam View { get; }

    /// <summary>Since when a handler has kept this thread; negative where none does.</summary>
    public long InHandlerSince { get; private set; } = -1;

    /// <summary>How many requests are worked on beside this thread.</summary>
    public int InProgress => _users - 1;

    /// <summary>A datagram waits.</summary>
    public void Arrived()
    {
        if (_host.IsPaused || _isInHandler || _wakesAt > _world.Events.Now)
            return;

        long late = _host.Lateness;
        if (late == 0)
        {
            Run();
            return;
        }

        _wakesAt = _world.Events.Now + late;
        _world.Events.Plan(_wakesAt, EventKind.Requests, _host.Index, _life.Number);
    }

    public void Run()
    {
        while (!_host.IsPaused && !_isInHandler && _life.RequestQueue.TryTake(out ReceiveQueue.Waiting waiting))
        {
            Take(waiting);
            _world.Network.Release(waiting.Datagram);
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

        if (_isAsynchronous)
        {
            FinishBeside(place);
            return;
        }

        _life.Progress.Free();
        _isInHandler = false;
        InHandlerSince = -1;
        Finish(_job);
        _life.RequestCore.Remember(_job);
        Run();
    }

    /// <summary>The host goes on, or the handler does.</summary>
    public void GoOn()
    {
        if (!_host.IsHandlerStuck)
        {
            foreach (int place in _held)
                _world.Events.Plan(_world.Events.Now, EventKind.Handled, _host.Index, Argument(place));
            _held.Clear();
        }

        Run();
    }

    private int Argument(int place) => (_life.Number << PlaceBits) | place;

    private RequestJob Rent() => _spare.TryPop(out RequestJob? job) ? job : new RequestJob(Datagram.MaxBytes - 1);

    private void Take(in ReceiveQueue.Waiting waiting)
    {
        Datagram datagram = waiting.Datagram;
        MembershipView view = View.Current;
        while (_finished.TryDequeue(out RequestJob? finished))
        {
            _life.RequestCore.Remember(finished);
            _spare.Push(finished);
        }

        datagram.Bytes.CopyTo(_job.Buffer);
        BinaryPrimitives.WriteInt32BigEndian(_job.Client.Buffer.Span[2..], datagram.From);
        _job.Received(datagram.Bytes.Length);
        TimeSpan now = _host.Now;
        Verdict verdict = _life.RequestCore.Receive(_job, view, now, out DatagramStatus status);
        _world.Checks.Read(_host.Index, datagram, status);
        if (verdict == Verdict.Invalid)
            return;
        if (verdict == Verdict.Probe)
        {
            AnswerProbe(view, now);
            return;
        }

        if (verdict == Verdict.Answer && _users > _world.Plan.MaxRequestsInProgress)
            verdict = Verdict.Busy;
        _life.Counts.CountHeard();
        Decided(waiting, verdict);
        if (verdict == Verdict.Answer)
            Call(now);
        else if (verdict == Verdict.Busy)
            _life.Progress.Busy(now);
        else if (verdict == Verdict.Repeat)
            Reply(_job);
    }

    private void Decided(in ReceiveQueue.Waiting waiting, Verdict verdict)
    {
        if (_job.Key is { } key)
            _world.Trace?.Say(_host.Index, $"request {key.Number} of h{waiting.Datagram.From}: {verdict}");
        _world.Checks.Servers.Decides(_host, _life, waiting, verdict);
    }

    private void AnswerProbe(MembershipView view, TimeSpan now)
    {
        if (view.Role is ServerRole.Joining or ServerRole.Aside)
            return;

        Span<byte> heartbeat = stackalloc byte[HeartbeatFrame.Length];
        int length = _life.Core.WriteHeartbeat(heartbeat, now, leaving: false);
        _world.Network.Send(_host.Index, ClientOf(_job), heartbeat[..length]);
    }

    private void Call(TimeSpan now)
    {
        _life.RequestCore.Begin(_job);
        _life.Progress.Busy(now);
        int place = 0;
        if (_isAsynchronous)
        {
            _life.Progress.Free();
            _users++;
            place = Keep(_job);
            _job = Rent();
        }
        else
        {
            _isInHandler = true;
            InHandlerSince = _world.Events.Now;
        }

        _world.Events.Plan(_world.Events.Now + _host.HandlerTime, EventKind.Handled, _host.Index, Argument(place));
    }

    private int Keep(RequestJob job)
    {
        int place = _working.IndexOf(null);
        if (place < 0)
        {
            place = _working.Count;
            _working.Add(null);
        }

        _working[place] = job;
        return place;
    }

    private void FinishBeside(int place)
    {
        RequestJob job = _working[place] ?? throw new InvalidOperationException("Nobody works at this place.");
        _working[place] = null;
        Finish(job);
        _finished.Enqueue(job);
        _life.Progress.Free();
        _users--;
    }

    private void Finish(RequestJob job)
    {
        _life.RequestCore.Complete(job, Service.Handle(job));
        _life.Counts.CountAnswered();
        Reply(job);
    }

    private void Reply(RequestJob job)
    {
        _world.Checks.Replies(ClientOf(job) - _world.Plan.Servers.Length, job.Key!.Value.Number);
        _world.Network.Send(_host.Index, ClientOf(job), job.Reply.Datagram);
    }

    private static int ClientOf(RequestJob job) => BinaryPrimitives.ReadInt32BigEndian(job.Client.Buffer.Span[2..]);
}
