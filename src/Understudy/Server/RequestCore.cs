using System.Buffers;
using Understudy.Membership;
using Understudy.Protocol;

namespace Understudy.Server;

/// <summary>
/// The requests of a server, without clock, socket or thread: which to carry out, which to answer again, and which to
/// leave to another server.
/// </summary>
/// <remarks>Owned by the request thread, unless a member says otherwise.</remarks>
internal sealed class RequestCore
{
    /// <summary>How long after turning a request away the server says with every reply that it is busy.</summary>
    public static readonly TimeSpan BusyFor = TimeSpan.FromMilliseconds(250);

    private readonly IDialect _dialect;
    private readonly RecentRequests _recent;
    private TimeSpan? _turnedAway;

    public RequestCore(IDialect dialect, int rememberedRequests)
    {
        _dialect = dialect;
        _recent = new RecentRequests(rememberedRequests);
    }

    /// <summary>How many requests are remembered.</summary>
    public int Remembered => _recent.Count;

    /// <summary>
    /// Whether a reply can say that another server should be asked. If not, silence is the only way to say it.
    /// </summary>
    public bool TellsFailures => _dialect.FixedRejection.IsEmpty;

    /// <summary>
    /// Reads the datagram that was received into a job. Only requests may wait: junk must not displace them.
    /// </summary>
    public DatagramStatus Check(RequestJob job) => job.Read(_dialect);

    /// <summary>A datagram was received into a job.</summary>
    /// <param name="job">
    /// The job. If the decision is to answer again, its reply is the one that was sent before.
    /// </param>
    /// <param name="view">What the server knew of the cluster when the datagram came.</param>
    /// <param name="moment">How things stand now.</param>
    /// <param name="status">What the datagram is.</param>
    /// <returns>What to do about the request; null where the datagram is not a request.</returns>
    public Decision? Receive(RequestJob job, MembershipView view, in RequestMoment moment, out DatagramStatus status)
    {
        status = job.Read(_dialect);
        if (status != DatagramStatus.Ok || job.IsProbe)
            return null;

        Decision decision = AnswerRule.Decide(view, job.Terms, moment.Now, out int rank);
        job.AnswerAs(view.Id ?? 0, rank, view.CountMembers());
        bool maySpeak = decision is Decision.Answer or Decision.OutOfTurn;
        if (maySpeak && job.Key is not null && _recent.TryFind(job, out ReadOnlySpan<byte> reply))
        {
            job.Reply.Copy(reply);
            return reply.IsEmpty ? Decision.InProgress : Decision.Again;
        }

        if (decision is not Decision.Answer)
            return decision;
        if (moment.IsLate || moment.IsFull)
        {
            _turnedAway = moment.Now;
            return moment.IsLate ? Decision.Late : Decision.Full;
        }

        job.IsBusy = moment.Now - _turnedAway < BusyFor;
        return Decision.Mine;
    }

    /// <summary>The handler is called.</summary>
    public void Begin(RequestJob job)
    {
        if (job.Key is not null)
            _recent.Begin(job);
        Empty(job);
    }

    /// <summary>What the handler has written is thrown away. Safe from any thread.</summary>
    public void Empty(RequestJob job) => job.Reply.Reset(_dialect.ReplyPrefix);

    /// <summary>
    /// The handler has written its reply, or has failed and nothing of it is left: completes the datagram. Safe from
    /// any thread.
    /// </summary>
    public void Complete(RequestJob job, in HandlerResult result, TimeSpan now, byte load = 0)
    {
        FailureReason failure = job.Failure = result.Failure;
        job.IsBusy |= now - job.Arrival > Timings.LongestWait;
        job.Status = failure != FailureReason.None ? ReplyStatus.Failed
            : result.Status == HandlerStatus.Ok ? ReplyStatus.Done : ReplyStatus.Rejected;
        if (job.Status != ReplyStatus.Done && !TellsFailures)
        {
            Empty(job);
            job.Reply.Write(_dialect.FixedRejection);
        }

        _dialect.WritePrefix(
            job.Reply.Prefix,
            new ReplyMessage(
                job.Key, job.Status, failure, job.ServerId, job.Rank, job.IsBusy, load, (byte)job.Members));
    }

    /// <summary>The request was answered: a repeat of it gets the same bytes.</summary>
    /// <returns>How long before this one came what was forgotten for it; null where nothing was.</returns>
    public TimeSpan? Remember(RequestJob job) => _recent.End(job, job.Reply.Datagram);
}
