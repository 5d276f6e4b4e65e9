using Understudy.Diagnostics;
using Understudy.Handling;
using Understudy.Membership;
using Understudy.Ranking;
using Understudy.Transport;
using Understudy.Wire;

namespace Understudy.Serving;

/// <summary>
/// The request thread: hears every request to the group, and answers those that are this server's to answer. It takes
/// no lock and, where the handler completes at once, allocates nothing.
/// </summary>
internal sealed class RequestLoop
{
    /// <summary>How long to wait for the heartbeat thread to open a channel where there is none.</summary>
    private static readonly TimeSpan RetryInterval = TimeSpan.FromMilliseconds(10);

    private readonly ServerContext _context;
    private readonly ChannelKeeper _keeper;
    private readonly IRequestDialect _dialect;
    private readonly RequestRunner _runner;
    private readonly RecentRequests _recent;
    private readonly DropReporter _reporter = new();

    public RequestLoop(ServerContext context, ChannelKeeper keeper, IRequestDialect dialect, RequestRunner runner)
    {
        _context = context;
        _keeper = keeper;
        _dialect = dialect;
        _runner = runner;
        _recent = new RecentRequests(context.Options.RememberedRequests);
    }

    public void Run()
    {
        RequestJob job = _runner.Rent();
        while (!_context.IsStopping)
        {
            if (_keeper.Current is not { } channel)
            {
                _context.Stop.WaitOne(RetryInterval);
                continue;
            }

            if (channel.Receive(job.Buffer, job.Client) is not { } length)
                continue;

            // What is read from a channel that was given up meanwhile may be as old as the pause that it was given up for.
            MembershipView view = _context.Core.View;
            if (channel != _keeper.Current)
                continue;

            _runner.Remember(_recent);
            job.Received(length);
            job = Take(job, view, channel);
        }
    }

    /// <returns>The job to receive the next datagram into.</returns>
    private RequestJob Take(RequestJob job, MembershipView view, MulticastChannel channel)
    {
        TimeSpan now = _context.Now;
        DatagramStatus status = _dialect.Read(job, out RequestTerms terms, out bool isProbe);
        if (status != DatagramStatus.Ok)
        {
            _context.Meters.Drop(GroupName.Request, status);
            if (_reporter.ShouldReport(job.Client, now))
                _context.Logger.Dropped(job.Client.ToEndPoint(), job.Datagram.Length, GroupName.Request, status);
            return job;
        }

        if (isProbe)
        {
            AnswerProbe(job, view, channel);
            return job;
        }

        Verdict verdict = Decide(job, view, terms, now);
        _context.CountRequest();
        _context.Meters.Request(verdict);
        if (verdict == Verdict.Answer)
            return _runner.Run(job, _recent, now);

        _context.Logger.NotAnswered(job, verdict, view.LeadId);
        return job;
    }

    private Verdict Decide(RequestJob job, MembershipView view, in RequestTerms terms, TimeSpan now)
    {
        Verdict verdict = AnswerRule.Decide(view, _context.Options.Id, terms, now, out int rank);
        job.Rank = rank;
        if (job.Key is not { } key || verdict is not (Verdict.Answer or Verdict.OutOfTurn))
            return verdict;
        if (!_recent.TryFind(key, out ReadOnlySpan<byte> reply))
            return verdict;
        if (reply.IsEmpty)
            return Verdict.InProgress;

        _runner.SendAgain(job, reply);
        return Verdict.Repeat;
    }

    /// <summary>A client that hears no answer asks whether anybody is there.</summary>
    private void AnswerProbe(RequestJob job, MembershipView view, MulticastChannel channel)
    {
        if (view.Role is ServerRole.Joining or ServerRole.Aside)
            return;

        Span<byte> heartbeat = stackalloc byte[HeartbeatFrame.Length];
        int length = _context.Heartbeats.WriteHeartbeat(heartbeat, leaving: false);
        channel.Send(heartbeat[..length], job.Client);
    }
}
