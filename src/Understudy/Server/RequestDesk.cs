using System.Collections.Concurrent;
using Understudy.Membership;
using Understudy.Protocol;

namespace Understudy.Server;

/// <summary>
/// The desk that every request passes: it owns the memory of each request, the queue behind a busy handler, the
/// places for requests in progress, and what was answered. It decides; its driver receives, calls the handler, sends
/// and waits when told.
/// </summary>
/// <remarks>
/// Give it what has happened, then ask <see cref="Next"/> what to do, until that is to receive. Owned by the request
/// thread, except <see cref="Complete"/> and <see cref="Sent"/>: whoever carries out a request calls them.
/// </remarks>
internal class RequestDesk
{
    private readonly RequestCore _core;
    private readonly RequestDeskOptions _options;
    private readonly IRequestEvents _events;
    private readonly RequestBacklog _backlog;
    private readonly Lookout _lookout;
    private readonly Stack<RequestJob> _spare = [];
    private readonly ConcurrentQueue<RequestJob> _finished = [];

    private RequestJob? _arrived;
    private object? _transport;

    // One for the request thread itself, while it runs, and one for each request in progress beside it.
    private int _users = 1;

    public RequestDesk(
        IDialect dialect, HeartbeatEngine heartbeats, RequestDeskOptions options, IRequestEvents events)
    {
        _core = new RequestCore(dialect, options.RememberedRequests);
        Probes = new ProbeDesk(heartbeats, options, events);
        _options = options;
        _events = events;
        _backlog = new RequestBacklog(options.MaxWait, options.MaxWaiting);
        _lookout = new Lookout(options.LongWork, options.ManyCalls);
        Inbox = Rent();
    }

    /// <summary>What is done about probes.</summary>
    public ProbeDesk Probes { get; }

    /// <summary>Where the next datagram is received into.</summary>
    public RequestJob Inbox { get; private set; }

    /// <summary>How many requests are carried out beside the request thread. Safe to read from any thread.</summary>
    public int InProgress => Math.Max(0, Volatile.Read(ref _users) - 1);

    /// <summary>How many requests wait.</summary>
    public int Waiting => _backlog.Count;

    /// <summary>How many requests are remembered.</summary>
    public int Remembered => _core.Remembered;

    /// <summary>Whether it is closed and no request is in progress any more. Safe from any thread.</summary>
    public virtual bool IsDrained => Volatile.Read(ref _users) == 0;

    private bool IsFull => InProgress >= _options.MaxRequestsInProgress;

    /// <summary>A datagram was received into the inbox, the job of the step that said so.</summary>
    public void Received(int length, TimeSpan now, bool mayAnswer = true)
    {
        _options.Serving.Hearing.Arrived();
        _arrived = Inbox.Received(length, now, mayAnswer);
        Inbox = Rent();
    }

    /// <summary>Nothing waits in the transport.</summary>
    public void NothingWaits() => _lookout.NothingWaits();

    /// <summary>What to do next.</summary>
    public DeskStep Next(in DeskMoment moment)
    {
        // What was read from a transport that was given up may be as old as the pause that it was given up for.
        if (moment.Transport != _transport)
            Renew(moment);
        while (TakeNext(moment.Now) is { } job)
        {
            DeskWork work = Decide(job, moment);
            if (work != DeskWork.Receive)
                return new DeskStep(work, job);
            _spare.Push(job);
        }

        return new DeskStep(_lookout.IsCollecting ? DeskWork.Collect : DeskWork.Receive, Inbox);
    }

    /// <summary>The handler has given the request thread back.</summary>
    /// <param name="job">What it was called for.</param>
    /// <param name="isDone">Whether the request is carried out, and not still in progress.</param>
    /// <param name="now">The time.</param>
    public void Returned(RequestJob job, bool isDone, TimeSpan now)
    {
        _options.Serving.Progress.Returned();
        _options.Counts.CountBusy(_lookout.Returned(now));
        job.IsBeside = !isDone;
        if (!isDone)
            Interlocked.Increment(ref _users);
        _options.Counts.CountPlaces(InProgress, _options.MaxRequestsInProgress);
    }

    /// <summary>The handler has given the request thread back, which was asked whether it is well.</summary>
    public void Checked(RequestJob job)
    {
        _options.Serving.Progress.Returned();
        _spare.Push(job);
    }

    /// <summary>The handler is done with a request. Safe from any thread.</summary>
    /// <returns>Whether there is a reply to send; else nothing is left to do.</returns>
    public bool Complete(RequestJob job, in HandlerResult result, TimeSpan now)
    {
        bool isGivenUp = result.Failure == FailureReason.ShuttingDown;
        job.EndCall();
        if (isGivenUp && !_core.TellsFailures)
        {
            job.Reply.Reset(prefix: 0);
            Release(job);
            return false;
        }

        if (result.Error is { } error && !isGivenUp)
            _events.HandlerFailed(job, error);
        if (result.Error is not null)
            Empty(job);
        _core.Complete(job, result, now, _options.Counts.Load);
        _events.Completed(job, now);
        return true;
    }

    /// <summary>What the desk had to send was sent, or not. Safe from any thread.</summary>
    public void Sent(RequestJob job, in SendResult result)
    {
        if (job.IsReply && _options.Serving.Replied(job, result.IsSent))
            _options.Counts.CountAnswered();
        _events.Sent(job, result);
        Release(job);
    }

    /// <summary>No request is begun from now on. The request thread has ended.</summary>
    public virtual void Close() => Interlocked.Decrement(ref _users);

    /// <summary>
    /// The place of a request that was carried out beside the request thread is free again. In this order: had the
    /// watch been told first, the request thread could find all places taken meanwhile and say so, and nobody would
    /// take that back.
    /// </summary>
    private protected virtual void EndBeside(RequestJob job)
    {
        GiveBack(job);
        SayFree();
    }

    /// <summary>Somebody else may have the place of a request that was carried out beside the thread.</summary>
    private protected void GiveBack(RequestJob job)
    {
        _finished.Enqueue(job);
        Interlocked.Decrement(ref _users);
    }

    private protected virtual void SayFree() => _options.Serving.Progress.Free();

    private void Release(RequestJob job)
    {
        if (job.IsBeside)
            EndBeside(job);
        else
            Settle(job);
    }

    /// <summary>
    /// The request thread learns that a job is done with. One that a handler has kept for longer is not used again:
    /// what the handler has begun may still hold its memory, and a new job costs little beside such a call.
    /// </summary>
    private void Settle(RequestJob job)
    {
        if (job.IsReply)
            Remember(job);
        if (job.IsBeside)
            return;
        job.Reply.Trim();
        _spare.Push(job);
    }

    private protected virtual void Empty(RequestJob job) => _core.Empty(job);

    private protected virtual void Remember(RequestJob job)
    {
        if (_core.Remember(job) is { } age && age < Timings.UsualTimeout)
            _events.ForgotEarly(age);
    }

    private RequestJob Rent() => _spare.TryPop(out RequestJob? job) ? job : new(_options.MaxDatagramBytes);

    private void Renew(in DeskMoment moment)
    {
        _transport = moment.Transport;
        if (_arrived is { } arrived)
            _spare.Push(arrived);
        _arrived = null;
        DropWaiting(moment.Now);
    }

    private protected virtual void DropWaiting(TimeSpan now)
    {
        while (_backlog.Take(now, _lookout.Spent, out _) is { } old)
            _spare.Push(old);
    }

    /// <summary>
    /// The next job to decide about: one that arrived; while jobs are collected, only one that must make room.
    /// </summary>
    private RequestJob? TakeNext(TimeSpan now)
    {
        RequestJob? arrived = _arrived;
        _arrived = null;
        if (arrived is not null && _lookout.IsCollecting)
            return Collect(arrived, now);
        if (arrived is not null || _lookout.IsCollecting)
            return arrived;

        RequestJob? waiting = _backlog.Take(now, _lookout.Spent, out bool isLate);
        waiting?.IsLate = isLate;
        return waiting;
    }

    /// <summary>Junk does not wait: it would displace requests.</summary>
    private RequestJob? Collect(RequestJob job, TimeSpan now)
    {
        _lookout.Collected();
        DatagramStatus status = _core.Check(job);
        if (status != DatagramStatus.Ok)
        {
            _events.Dropped(job, status, now);
            _spare.Push(job);
            return null;
        }

        RequestJob? displaced = _backlog.Add(job);
        displaced?.IsLate = true;
        return displaced;
    }

    private DeskWork Decide(RequestJob job, in DeskMoment moment)
    {
        while (_finished.TryDequeue(out RequestJob? finished))
            Settle(finished);

        Decision? decision = _core.Receive(
            job, moment.View, new RequestMoment(moment.Now, job.IsLate, IsFull), out DatagramStatus status);
        job.IsReply = decision is Decision.Answer;
        if (status != DatagramStatus.Ok)
        {
            _events.Dropped(job, status, moment.Now);
            return DeskWork.Receive;
        }

        if (decision is null)
            return Probes.Take(job, moment.Now);
        _options.Counts.CountHeard();
        _events.Decided(job, decision, moment.View);
        return Act(job, decision, moment.Now);
    }

    private DeskWork Act(RequestJob job, Decision decision, TimeSpan now)
    {
        if (decision is Decision.Answer)
        {
            _core.Begin(job);
            _lookout.Called(now);
            _options.Serving.Progress.Called(now);
            return DeskWork.Call;
        }

        if (decision is Decision.TurnAway { Shortage: Shortage.Places })
            NoteBusy(now);
        _options.Serving.AskedAgain(job, decision);
        return decision is Decision.Known { IsAnswered: true } ? DeskWork.Send : DeskWork.Receive;
    }

    /// <summary>
    /// All places were taken. Where the last of them has become free meanwhile, nobody else is left to say so, and the
    /// server would hold itself for stuck for ever.
    /// </summary>
    private void NoteBusy(TimeSpan now)
    {
        _options.Serving.Progress.Full(now);
        LookAgain();
    }

    private protected virtual void LookAgain()
    {
        if (!IsFull)
            SayFree();
    }
}
