using System.Buffers.Binary;
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
    private readonly RationCheck _rations;
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
        _rations = new RationCheck(plan.Clients);
        _reach = new ReachCheck(plan, servers, _rations);
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

    /// <summary>A request goes to the group.</summary>
    public void Sends(int client, ulong number, int limit)
    {
        RequestRecord request = _requests[(client, number)];
        int least = Math.Min(RequestFrame.Everybody, (1 << Math.Min(request.Sent, 30)) - 1);
        request.Sent++;
        if (request.Sent > 1 && !_rations.Spend(request, _events.Now))
            Fail("repeats are rationed", $"c{client}'s request {number}, attempt {request.Sent}");
        if (limit == RequestFrame.Everybody)
            request.SentToEverybodyAt.Add(_events.Now);
        if (limit < least)
            Fail("limits double", $"c{client}'s request {number}, attempt {request.Sent}: limit {limit}, not {least}");
        if (_events.Now - request.BeganAt < PaceCheck.Earliest(request.Sent))
            Fail("repeats slow down", $"c{client}'s request {number}, attempt {request.Sent}: {_events.Now - request.BeganAt} ticks after the first");
    }

    /// <summary>A whole reply reached a client.</summary>
    public void Hears(int client, Frame reply)
        => _rations.Hears(client, reply.Flags.HasFlag(FrameFlags.Busy), _events.Now);

    public void Accepts(int client, ulong number, Answer answer)
    {
        _rations.Accepts(client, _events.Now);
        RequestRecord request = _requests[(client, number)];
        if (request.Outcome != RequestOutcome.Open)
            Fail("one answer is accepted", $"c{client}'s request {number} had ended already");
        if (EndCheck.IsOverdue(_plan, request, _events.Now))
            Fail("every request ends", $"c{client}'s request {number} is answered after its timeout");
        ulong result = BinaryPrimitives.ReadUInt64BigEndian(answer.Payload);
        if (answer.Payload.Length != Service.Length || result != Service.ResultOf(request.Payload)
            || answer.Status != Service.StatusOf(request.Payload))
        {
            Fail("answers are right", $"c{client}'s request {number} got another's answer");
        }

        request.Outcome = RequestOutcome.Answered;
        request.Attempts = answer.Attempts;
        request.ServerId = answer.ServerId;
        request.Rank = answer.Rank;
        Calm.Accepted(request, _events.Now);
    }

    public void TimesOut(int client, ulong number)
    {
        RequestRecord request = _requests[(client, number)];
        if (request.Outcome != RequestOutcome.Open)
            Fail("one end", $"c{client}'s request {number} had ended already");
        request.Outcome = RequestOutcome.TimedOut;
        if (_events.Now - request.BeganAt < _plan.Timeout.Ticks)
            Fail("no timeout comes early", $"c{client}'s request {number}");
        if (_reach.WhoCouldHaveAnswered(request, _events.Now) is { } server)
            Fail("reachable servers answer", $"c{client}'s request {number} timed out, and h{server} was there");
    }

    /// <summary>A server replies to a request.</summary>
    public void Replies(int client, ulong number)
    {
        if (_requests.TryGetValue((client, number), out RequestRecord? request))
            request.Replies++;
        else
            Fail("answers are right", $"c{client} never asked request {number}");
    }

    /// <summary>Whether a request waits for its answer.</summary>
    public bool IsOpen(int client, ulong number)
        => _requests.TryGetValue((client, number), out RequestRecord? request) && request.Outcome == RequestOutcome.Open;

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
