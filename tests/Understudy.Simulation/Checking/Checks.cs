using Understudy.Protocol;
using Understudy.Simulation.Hosts;
using Understudy.Simulation.Network;
using Understudy.Simulation.Plans;
using Understudy.Simulation.Timing;

namespace Understudy.Simulation.Checking;

/// <summary>Watches a run, and keeps the first promise that is broken.</summary>
internal sealed class Checks
{
    private readonly Plan _plan;
    private readonly EventQueue _events;
    private readonly ReachCheck _reach;
    private readonly HoldingBack _holdingBack;
    private readonly StartCheck _starts;
    private readonly SumCheck _sum;
    private readonly PromptCheck _prompt;
    private readonly FailureCheck _failures;
    private readonly Dictionary<(int Client, ulong Number), RequestRecord> _requests = [];

    /// <param name="plan">What the run is told.</param>
    /// <param name="events">The time.</param>
    /// <param name="servers">All servers; they are looked at no sooner than the run begins.</param>
    public Checks(Plan plan, EventQueue events, ServerHost[] servers)
    {
        _plan = plan;
        _events = events;
        Servers = new ServerChecks(plan, events, servers, this);
        Calm = new CalmChecks(plan, servers, this);
        _holdingBack = new HoldingBack(plan.Clients);
        _starts = new StartCheck(plan.Clients);
        _sum = new SumCheck(plan);
        _prompt = new PromptCheck(plan.Clients);
        _failures = new FailureCheck(plan.Clients);
        _reach = new ReachCheck(plan, servers, _holdingBack);
    }

    public Violation? Violation { get; private set; }

    public ServerChecks Servers { get; }

    public CalmChecks Calm { get; }

    /// <summary>All requests so far.</summary>
    public IReadOnlyCollection<RequestRecord> Requests => _requests.Values;

    public void Fail(string checker, string what) => Violation ??= new Violation(checker, _events.Now, what);

    /// <summary>A host has read a datagram.</summary>
    public void Read(int host, bool isDamaged, DatagramStatus status)
    {
        if (isDamaged && status == DatagramStatus.Ok)
            Fail("damaged datagrams are dropped", $"host {host} took a damaged one");
        else if (!isDamaged && status != DatagramStatus.Ok)
            Fail("whole datagrams are read", $"host {host} dropped a whole one: {status}");
    }

    public void Begins(RequestRecord request) => _requests.Add((request.Client, request.Number), request);

    /// <summary>A request goes to the group, or cannot be sent.</summary>
    public void Sends(int client, ulong number, int limit, bool isSent)
    {
        RequestRecord request = _requests[(client, number)];
        int least = Math.Min(RequestFrame.Everybody, (2 * request.Limit) + 1);
        if (request.Sent++ == 0 && limit != _starts.LimitOf(request))
            Fail("requests begin where the last was answered", $"c{client}'s request {number} begins with {limit}");
        if (request.Sent == 1)
            request.FirstLimit = limit;
        request.Limit = limit;
        request.IsLastUnsent = !isSent;
        _sum.Sends(request.Sent, _events.Now);
        if (!isSent)
            request.Unsent++;
        if (limit == RequestFrame.Everybody && isSent)
            request.SentToEverybodyAt.Add(_events.Now);
        if (request.Sent > 1 && limit < least)
            Fail("limits double", $"c{client}'s request {number}, attempt {request.Sent}: limit {limit}, not {least}");
        if (_events.Now - request.BeganAt < PaceCheck.Earliest(request.Sent - request.Failures))
        {
            Fail(
                "repeats slow down",
                $"c{client}'s request {number}, attempt {request.Sent}: "
                + $"{_events.Now - request.BeganAt} ticks after the first");
        }

        FailIfLate(request, _prompt.Sends(request, isSent, _events.Now));
    }

    /// <summary>A client's question who is there goes to the group.</summary>
    public void Asks(int client) => _failures.Asks(client, _events.Now);

    /// <summary>A whole datagram reached a client.</summary>
    public void Hears(int client, Frame datagram)
    {
        _failures.Hears(client, _events.Now);
        if (datagram.Kind != FrameKind.Reply)
            return;

        _holdingBack.Hears(client, datagram.Flags.HasFlag(FrameFlags.Busy), _events.Now);
        bool hasFailed = datagram.Status == ReplyStatus.Failed;
        if (_requests.TryGetValue((client, datagram.Number), out RequestRecord? request) && hasFailed)
            request.Failures++;
        else if (request is not null)
            _starts.Hears(request, datagram.Rank);
        _prompt.Hears(client, request, datagram, _events.Now);
    }

    public void Accepts(int client, ulong number, Answer answer)
    {
        RequestRecord request = _requests[(client, number)];
        if (request.Outcome != RequestOutcome.Open)
            Fail("one answer is accepted", $"c{client}'s request {number} had ended already");
        if (EndCheck.IsOverdue(_plan, request, _events.Now))
            Fail("every request ends", $"c{client}'s request {number} is answered after its timeout");
        if (!Service.IsReply(request.Payload, answer.Status, answer.Payload))
            Fail("answers are right", $"c{client}'s request {number} got what is no answer to it");

        request.Outcome = RequestOutcome.Answered;
        request.Attempts = answer.Attempts;
        request.ServerId = answer.ServerId;
        request.Rank = answer.Rank;
        _holdingBack.Answered(request, _events.Now);
        FailIfLate(request, _prompt.Ends(request, isAnswered: true, _events.Now));
        Calm.Accepted(request, _events.Now);
    }

    /// <summary>A request was given up.</summary>
    /// <param name="client">Whose it is.</param>
    /// <param name="number">Which.</param>
    /// <param name="told">What its caller is told.</param>
    public void GivesUp(int client, ulong number, UnderstudyException told)
    {
        RequestRecord request = _requests[(client, number)];
        if (request.Outcome != RequestOutcome.Open)
            Fail("one end", $"c{client}'s request {number} had ended already");
        bool hasFailed = told is RequestFailedException;
        request.MayBeHeldBack = _holdingBack.MayConcern(request);
        request.Outcome = hasFailed ? RequestOutcome.Failed : RequestOutcome.TimedOut;
        FailIfLate(request, _prompt.Ends(request, isAnswered: false, _events.Now));
        if (_events.Now - request.BeganAt < _plan.Timeout.Ticks && !hasFailed)
            Fail("no timeout comes early", $"c{client}'s request {number}");
        if (hasFailed && !Service.Throws(request.Payload)
            && _reach.WhoIsThere(request, request.BeganAt, _events.Now) is { } able)
        {
            Fail("what can be carried out is", $"c{client}'s request {number} failed, and h{able} was there");
        }

        if (_failures.WhatIsUntrue(request, told) is { } truth)
        {
            Fail(
                "callers are told the truth",
                $"c{client}'s request {number} was not told {truth}, but: {told.Message}");
        }

        // What nobody can carry out has its answer, too: that a server said so.
        bool isAnswered = hasFailed || (Service.Throws(request.Payload) && request.Failures > 0);
        if (!isAnswered && _reach.WhoCouldHaveAnswered(request, _events.Now) is { } server)
            Fail("reachable servers answer", $"c{client}'s request {number} timed out, and h{server} was there");
    }

    /// <summary>The run is over.</summary>
    public void Conclude()
    {
        Calm.Conclude(Requests);
        EndCheck.Conclude(_plan, this);
        _sum.Conclude(this);
    }

    /// <summary>A server replies to a request.</summary>
    public void Replies(int client, ulong number)
    {
        if (_requests.TryGetValue((client, number), out RequestRecord? request))
            request.Replies++;
        else
            Fail("answers are right", $"c{client} never asked request {number}");
    }

    /// <summary>A server turns a request away, since it has too many.</summary>
    public void TurnsAway(int client, ulong number)
    {
        if (_requests.TryGetValue((client, number), out RequestRecord? request))
            request.IsTurnedAway = true;
    }

    private void FailIfLate(RequestRecord request, long? lateness)
    {
        if (lateness is { } late)
        {
            Fail(
                "repeats come in time",
                $"c{request.Client}'s request {request.Number}: attempt {request.Sent}, or the next, is {late} late");
        }
    }

    /// <summary>Whether a request waits for its answer.</summary>
    public bool IsOpen(int client, ulong number)
        => _requests.TryGetValue((client, number), out RequestRecord? request)
            && request.Outcome == RequestOutcome.Open;

    /// <summary>A request of the client's that waits for its answer, for a mutation to mix up.</summary>
    public ulong? AnyOpen(int client)
    {
        foreach (RequestRecord request in _requests.Values)
        {
            if (request.Client == client && request.Outcome == RequestOutcome.Open)
                return request.Number;
        }

        return null;
    }
}
