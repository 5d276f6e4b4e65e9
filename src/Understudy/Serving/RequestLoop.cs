using System.Net.Sockets;
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
    private readonly RequestRunner _runner;
    private readonly RequestLog _log;
    private readonly DropReporter _reporter = new();

    public RequestLoop(ServerContext context, ChannelKeeper keeper, RequestRunner runner)
    {
        _context = context;
        _keeper = keeper;
        _runner = runner;
        _log = new RequestLog(context.Logger);
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

            channel.RefreshMembership(_context.Now);
            if (channel.Receive(job.Buffer, job.Client) is not { } length)
                continue;

            // What is read from a channel that was given up meanwhile may be as old as the pause that it was given up for.
            MembershipView view = _context.Core.View;
            if (channel != _keeper.Current)
                continue;

            job.Length = length;
            if (Accept(job, view))
                job = _runner.Run(job, channel);
        }
    }

    private bool Accept(RequestJob job, MembershipView view)
    {
        DatagramStatus status = ClassicText.Check(job.Request.Span, _context.Options.Network.MaxDatagramBytes);
        if (status != DatagramStatus.Ok)
        {
            _context.Meters.Drop(GroupName.Request, status);
            if (_reporter.ShouldReport(job.Client, _context.Now))
                _context.Logger.Dropped(job.Client.ToEndPoint(), job.Length, GroupName.Request, status);
            return false;
        }

        Verdict verdict = AnswerRule.Decide(view, _context.Now);
        _context.Meters.Request(verdict);
        if (verdict == Verdict.Answer)
            return true;

        _log.Silent(job, verdict, view.LeadId);
        return false;
    }
}
