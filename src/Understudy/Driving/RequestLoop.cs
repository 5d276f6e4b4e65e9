using Understudy.Diagnostics;
using Understudy.Membership;
using Understudy.Protocol;
using Understudy.Server;
using Understudy.Transport;

namespace Understudy.Driving;

/// <summary>
/// The request thread: hears every request to the group, and answers those that are this server's to answer. It takes
/// no lock and, where the handler completes at once, allocates nothing.
/// </summary>
internal sealed class RequestLoop
{
    /// <summary>A handler that has kept the thread for longer has let requests wait.</summary>
    public static readonly TimeSpan LongWork = TimeSpan.FromMilliseconds(1);

    /// <summary>How long to wait for the heartbeat thread to open a channel where there is none.</summary>
    private static readonly TimeSpan RetryInterval = TimeSpan.FromMilliseconds(10);

    private readonly RequestBacklog _backlog = new();
    private readonly ServerContext _context;
    private readonly ChannelKeeper _keeper;
    private readonly RequestCore _core;
    private readonly RequestRunner _runner;
    private readonly DropReporter _reporter = new();

    public RequestLoop(ServerContext context, ChannelKeeper keeper, RequestCore core, RequestRunner runner)
    {
        _context = context;
        _keeper = keeper;
        _core = core;
        _runner = runner;
    }

    public void Run()
    {
        RequestJob job = _runner.Rent();
        MulticastChannel? channel = null;
        while (!_context.IsStopping)
        {
            if (_keeper.Current != channel)
            {
                // What was read from a channel that was given up may be as old as the pause that it was given up for.
                channel = _keeper.Current;
                DropBacklog();
            }

            if (channel is null)
                _context.Stop.WaitOne(RetryInterval);
            else if (_backlog.Take(_context.Now, out bool isLate) is { } waiting)
                _runner.Return(Take(waiting, channel, isLate));
            else if (channel.Receive(job.Buffer, job.Client) is { } length)
                job = Take(job.Received(length, _context.Now), channel);
        }
    }

    /// <summary>The handler has kept the thread: from now on it is known how long each request has waited.</summary>
    private void CollectBacklog(MulticastChannel channel)
    {
        TimeSpan now = _context.Now;
        for (int taken = 0; taken < RequestBacklog.Capacity; taken++)
        {
            RequestJob job = _runner.Rent();
            if (channel.Receive(job.Buffer, job.Client, TimeSpan.Zero) is not { } length)
            {
                _runner.Return(job);
                return;
            }

            DatagramStatus status = _core.Check(job.Received(length, now));
            if (status != DatagramStatus.Ok)
            {
                Drop(job, status, now);
                _runner.Return(job);
            }
            else if (_backlog.Add(job) is { } displaced)
            {
                _runner.Return(Take(displaced, channel, isLate: true));
            }
        }
    }

    private void DropBacklog()
    {
        while (_backlog.Take(_context.Now, out _) is { } old)
            _runner.Return(old);
    }

    /// <param name="job">Holds a datagram.</param>
    /// <param name="channel">The channel it came from.</param>
    /// <param name="isLate">Whether it has waited so long that it is not worth the handler's time.</param>
    /// <returns>A job to receive another datagram into.</returns>
    private RequestJob Take(RequestJob job, MulticastChannel channel, bool isLate = false)
    {
        MembershipView view = _context.View;
        if (channel != _keeper.Current)
            return job;

        _runner.TakeOverFinished();
        TimeSpan now = _context.Now;
        var moment = new RequestMoment(now, isLate, _runner.IsFull);
        Verdict verdict = _core.Receive(job, view, moment, out DatagramStatus status);
        if (verdict == Verdict.Invalid)
        {
            Drop(job, status, now);
            return job;
        }

        if (verdict == Verdict.Probe)
        {
            AnswerProbe(job, channel, now);
            return job;
        }

        _context.Counts.CountHeard();
        _context.Meters.Request(verdict);
        if (verdict == Verdict.Answer)
        {
            RequestJob next = _runner.Run(job, now);
            if (_context.Now - now >= LongWork)
                CollectBacklog(channel);
            return next;
        }

        if (verdict == Verdict.Busy)
            NoteBusy(now);
        else if (verdict == Verdict.Repeat)
            _runner.SendAgain(job);
        _context.Logger.NotAnswered(job, verdict, view.LeadId);
        return job;
    }

    /// <summary>
    /// All places were taken. Where the last of them has become free meanwhile, nobody else is left to say so, and the
    /// server would hold itself for stuck for ever.
    /// </summary>
    private void NoteBusy(TimeSpan now)
    {
        _context.Progress.Busy(now);
        if (!_runner.IsFull)
            _context.Progress.Free();
    }

    private void Drop(RequestJob job, DatagramStatus status, TimeSpan now)
    {
        _context.Meters.Drop(GroupName.Request, status);
        if (_reporter.ShouldReport(job.Client, now))
            _context.Logger.Dropped(job.Client.ToEndPoint(), job.Datagram.Length, GroupName.Request, status);
    }

    /// <summary>A client that hears no answer asks whether anybody is there.</summary>
    private void AnswerProbe(RequestJob job, MulticastChannel channel, TimeSpan now)
    {
        Span<byte> heartbeat = stackalloc byte[HeartbeatFrame.Length];
        int length = _context.Heartbeats.WriteProbeAnswer(heartbeat, now);
        if (length > 0)
            channel.Send(heartbeat[..length], job.Client);
    }
}
