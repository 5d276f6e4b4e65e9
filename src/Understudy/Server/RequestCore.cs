using Understudy.Membership;
using Understudy.Protocol;

namespace Understudy.Server;

/// <summary>
/// The requests of a server, without clock, socket or thread: which to carry out, which to answer again, and which are
/// another server's.
/// </summary>
/// <remarks>Owned by the request thread, but for what says otherwise.</remarks>
internal sealed class RequestCore
{
    /// <summary>
    /// A reply that the server needed longer for says that it is busy: by then the client has asked again, for it waits no
    /// longer than that.
    /// </summary>
    public static readonly TimeSpan BusyAfter = TimeSpan.FromMilliseconds(250);

    /// <summary>For so long after it has turned a request away it says so with every reply.</summary>
    public static readonly TimeSpan BusyFor = TimeSpan.FromSeconds(1);

    private readonly IRequestDialect _dialect;
    private readonly int _maxDatagramBytes;
    private readonly RecentRequests _recent;
    private TimeSpan? _turnedAway;

    public RequestCore(IRequestDialect dialect, int rememberedRequests, int maxDatagramBytes)
    {
        _dialect = dialect;
        _maxDatagramBytes = maxDatagramBytes;
        _recent = new RecentRequests(rememberedRequests);
    }

    /// <summary>How many requests are remembered.</summary>
    public int Remembered => _recent.Count;

    /// <summary>What the datagram is that was received into a job. Only what is of use may wait: junk must not displace it.</summary>
    public DatagramStatus Check(RequestJob job) => _dialect.Read(job, out _, out _);

    /// <summary>A datagram was received into a job.</summary>
    /// <param name="job">The job. Where the verdict is to repeat, its reply is the one that was sent before.</param>
    /// <param name="view">What the server knew of the cluster when the datagram came.</param>
    /// <param name="moment">How things stand now.</param>
    /// <param name="status">What the datagram is.</param>
    public Verdict Receive(RequestJob job, MembershipView view, in RequestMoment moment, out DatagramStatus status)
    {
        status = _dialect.Read(job, out RequestTerms terms, out bool isProbe);
        if (status != DatagramStatus.Ok)
            return Verdict.Invalid;
        if (isProbe)
            return Verdict.Probe;

        Verdict verdict = AnswerRule.Decide(view, terms, moment.Now, out int rank);
        job.AnswerAs(view.Id ?? 0, rank);
        bool maySpeak = verdict is Verdict.Answer or Verdict.OutOfTurn;
        if (maySpeak && job.Key is { } key && _recent.TryFind(key, out ReadOnlySpan<byte> reply))
        {
            job.Reply.Copy(reply);
            return reply.IsEmpty ? Verdict.InProgress : Verdict.Repeat;
        }

        if (verdict != Verdict.Answer)
            return verdict;
        if (moment.IsLate || moment.IsFull)
        {
            _turnedAway = moment.Now;
            return moment.IsLate ? Verdict.Late : Verdict.Busy;
        }

        job.IsBusy = moment.Now - _turnedAway < BusyFor;
        return Verdict.Answer;
    }

    /// <summary>The handler is called.</summary>
    public void Begin(RequestJob job)
    {
        if (job.Key is { } key)
            _recent.Begin(key);
        Empty(job);
    }

    /// <summary>What the handler has written is thrown away. Safe from any thread.</summary>
    public void Empty(RequestJob job) => job.Reply.Reset(_dialect.ReplyPrefix);

    /// <summary>The handler has written its reply: completes the datagram. Safe from any thread.</summary>
    public void Complete(RequestJob job, HandlerStatus status, TimeSpan now)
    {
        job.IsBusy |= now - job.Arrival > BusyAfter;
        if (!Fits(job))
        {
            Empty(job);
            status = HandlerStatus.Rejected;
        }

        job.Status = status;
        _dialect.Complete(job, status);
    }

    /// <summary>Whether the reply fits a datagram.</summary>
    public bool Fits(RequestJob job) => job.Reply.Datagram.Length <= _maxDatagramBytes;

    /// <summary>The request was answered: a repeat of it gets the same bytes.</summary>
    public void Remember(RequestJob job)
    {
        if (job.Key is { } key)
            _recent.Answered(key, job.Reply.Datagram);
    }
}
