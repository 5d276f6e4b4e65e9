using Understudy.Membership;
using Understudy.Protocol;
using Understudy.Server;
using Understudy.Simulation.Hosts;
using Understudy.Simulation.Network;
using Understudy.Simulation.Plans;
using Understudy.Simulation.Timing;

namespace Understudy.Simulation.Checking;

/// <summary>What a server promises each time it decides about a request, or speaks to the group.</summary>
internal sealed class ServerChecks
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(500);

    private const long LatestWake = 600 * Durations.Millisecond;

    /// <summary>So long after a server has turned something away, clients may keep repeats back.</summary>
    private const long Shortage = 10 * Durations.Second;

    private const long ProbeAnswer = 21 * Durations.Millisecond;

    private readonly Plan _plan;
    private readonly EventQueue _events;
    private readonly Checks _checks;
    private readonly ServerHost[] _servers;

    public ServerChecks(Plan plan, EventQueue events, ServerHost[] servers, Checks checks)
    {
        _plan = plan;
        _events = events;
        _servers = servers;
        _checks = checks;
    }

    /// <summary>More than one period by any host's clock.</summary>
    private long Period => _plan.Membership.Period.Ticks * 11 / 10;

    /// <summary>A server has decided what to do about a request.</summary>
    public void Decides(ServerHost host, ServerLife life, RequestJob job, in Arrival origin, Decision decision)
    {
        var request = new Frame(job.Datagram);
        int limit = request.RankLimit;
        bool speaks = decision is Decision.Answer or Decision.Known { IsAnswered: true };
        MembershipView view = life.View;
        ServerRole role = view.RoleAt(host.Now);
        if (speaks && limit < RequestFrame.Everybody && !life.Record.Oracle.HasHeardSelf)
            Fail("no answer before it hears itself, unless everybody is asked", host, decision);
        if (speaks && origin.Since < host.LastPause.To && origin.Since >= host.LastPause.From
            && host.LastPause.To - origin.Since > 2 * Period)
        {
            Fail("nothing old is answered after a pause", host, decision);
        }

        if (speaks && origin.Since < life.Channel.OpenedAt)
            Fail("nothing from a replaced channel is answered", host, decision);
        if (!request.Flags.HasFlag(FrameFlags.Spread) && role is ServerRole.Lead or ServerRole.Understudy)
            CheckRank(host, life, limit, decision);
        bool canAnswer = role is not (ServerRole.Joining or ServerRole.Paused) && view.Id is not null;
        if (limit == RequestFrame.Everybody && canAnswer
            && decision is not (Decision.Answer or Decision.Known or Decision.TurnAway))
        {
            Fail("at 255 everybody answers", host, decision);
        }

        bool isOld = host.Now - job.Arrival > LongestWait || HasWaitedTooLong(host, life, origin.Since);
        if (decision is Decision.Answer && isOld && !life.Record.Late.MayBegin())
            Fail("what waited too long is dropped", host, $"begins request {request.Number}");
        if (decision is Decision.TurnAway)
        {
            host.TurnsAway();
            _checks.TurnsAway(origin.From - _plan.Servers.Length, request.Number);
        }

        if (decision is Decision.Answer)
            CheckOnce(host, life, KeyOf(job));
        if (decision is Decision.Known && limit == RequestFrame.Everybody)
            life.Record.Failures.Remove(KeyOf(job));
        CheckBounds(host, life);
    }

    /// <summary>A server sends its first reply to a request, so long after it found it.</summary>
    public void Completes(ServerHost host, TimeSpan taken, Frame reply)
    {
        if (reply.Status == ReplyStatus.Failed && !reply.Result.IsEmpty)
            _checks.Fail("of what failed nothing is left", $"h{host.Index} sends {reply.Result.Length} bytes of it");
        if (taken > TimeSpan.FromMilliseconds(250) && !reply.Flags.HasFlag(FrameFlags.Busy))
            _checks.Fail("a busy server says so", $"h{host.Index} replies after {taken.TotalMilliseconds} ms");
    }

    /// <summary>A server has sent what it had to say to a client, or not.</summary>
    public void Sends(ServerHost host, ServerLife life, RequestJob job, in SendResult result)
    {
        if (!result.IsSent)
            Fail("what is carried out is answered", host, result.Problem!);
        if (!job.IsReply)
            return;
        var reply = new Frame(job.Reply.Datagram);
        if (reply.Status != ReplyStatus.Failed)
            life.Record.Failures.Clear();
        else if (reply.Rank == 0 && job.Terms.RankLimit < RequestFrame.Everybody)
            life.Record.Failures[KeyOf(job)] = _events.Now;
    }

    /// <summary>
    /// Neither of a server's threads is amid a step. If it holds itself for full now and is not, and nobody asks it
    /// anything for a period, it is stuck for ever: it asks for no request, and only the end of one would set it right.
    /// </summary>
    public void Rests(ServerHost host, ServerLife life)
    {
        bool isFree = !life.Requests.IsInCall && life.Requests.HasPlace;
        if (isFree && life.Serving.Progress.IsStuck(TimeSpan.MaxValue, TimeSpan.Zero))
            Fail("a server that has a place knows it", host, "holds itself for full");
    }

    /// <summary>A period is over for a server.</summary>
    public void Ticks(ServerHost host, ServerLife life)
    {
        if (life.View.Role is not (ServerRole.Lead or ServerRole.Understudy or ServerRole.NotServing))
            life.Record.Failures.Clear();
        bool isStuck = life.View.NotServing == NotServingReason.Stuck;
        if (isStuck && life.Requests.GetsOn(_plan.Membership.Period.Ticks * 9 / 10))
            Fail("a server whose requests get on says so", host, "holds itself for stuck");
    }

    /// <summary>A server is about to say something to the heartbeat group.</summary>
    public void Speaks(ServerHost host, ServerLife life, HeartbeatOutput output)
    {
        if (output != HeartbeatOutput.Heartbeat)
            return;

        CheckProbeAnswer(host, life);
        life.Record.ProbeHeardAt = -1;
        TimeSpan listening = TimeSpan.FromMilliseconds(Math.Min(150, _plan.Membership.Period.TotalMilliseconds * 1.25));
        if (!life.Record.HasSpoken && host.Now < listening)
            Fail("a server listens first", host, output);
        life.Record.HasSpoken = true;
    }

    /// <summary>A server says to the group that it is there, and whether it is to be counted on.</summary>
    public void Says(ServerHost host, ServerLife life, Frame heartbeat)
    {
        long since = life.Requests.HeldUpSince;
        bool isStuck = since >= 0 && _events.Now - since > Period;
        if (isStuck && heartbeat.NotServing != NotServingReason.Stuck)
            Fail("a stuck server says so", host, $"says that it is not serving: {heartbeat.NotServing}");
        CheckFailures(host, life, heartbeat);
    }

    /// <summary>A server that is not to be counted on owes nobody an answer.</summary>
    public static void ExcuseProbe(ServerLife life) => life.Record.ProbeHeardAt = -1;

    /// <summary>A server has heard a probe; one that is eligible must answer soon.</summary>
    public void HearsProbe(ServerHost host, ServerLife life)
    {
        CheckProbeAnswer(host, life);
        bool mustAnswer = !life.IsLeaving && life.View.Role is ServerRole.Lead or ServerRole.Understudy;
        if (mustAnswer && life.Record.ProbeHeardAt < 0)
            life.Record.ProbeHeardAt = _events.Now;
    }

    /// <summary>
    /// A server has taken an id that nobody gave it. Of servers that all choose, each knows who comes before it; one
    /// that was given its id may speak for the first time in the moment that they choose, and some of them know it and
    /// some not.
    /// </summary>
    public void TakesId(ServerHost host, int id)
    {
        bool wasCalm = (_plan.Faults.Length == 0 || _plan.Faults[0].At > _events.Now)
            && Array.TrueForAll(_plan.Servers, server => server.Id is null);
        foreach (ServerHost other in _servers)
        {
            bool isTaken = other != host && other.ChoosesId && other.Life?.View.Id == id;
            if (wasCalm && isTaken)
                _checks.Fail("chosen ids differ", $"h{host.Index} takes {id}, as h{other.Index} did");
        }
    }

    private void CheckProbeAnswer(ServerHost host, ServerLife life)
    {
        bool isWell = !life.IsLeaving && Math.Max(host.BusyUntil, host.LastPause.To) <= life.Record.ProbeHeardAt
            && life.View.Role is ServerRole.Lead or ServerRole.Understudy;
        if (life.Record.ProbeHeardAt >= 0 && _events.Now - life.Record.ProbeHeardAt > ProbeAnswer && isWell)
            _checks.Fail("probes are answered", $"h{host.Index} heard one, and said nothing for 21 ms");
        if (!isWell)
            life.Record.ProbeHeardAt = -1;
    }

    private void CheckRank(ServerHost host, ServerLife life, int limit, Decision decision)
    {
        int self = life.View.Id ?? 0;
        int rank = life.Record.Oracle.RankOf(self);
        if (decision is Decision.Answer && rank > limit)
            Fail("the limit is kept", host, $"answers as id {self} at the limit {limit}, and its rank is {rank}");
        if (decision is Decision.OutOfTurn && rank <= limit)
        {
            Fail(
                "whose turn it is answers",
                host,
                $"is silent as id {self} at the limit {limit}, and its rank is {rank}");
        }

        byte[] eligible = life.View.EligibleIds;
        if (limit == 0 && decision is Decision.Answer && eligible.Length > 0 && eligible[0] < self)
            Fail("the limit is kept", host, $"answers as id {self} at the limit 0 over {eligible[0]} in its table");
    }

    /// <summary>
    /// Whether a request has waited for longer than it may since it came to the socket. It is found when the handler
    /// that kept the thread is done, behind short calls for what came before it.
    /// </summary>
    private bool HasWaitedTooLong(ServerHost host, ServerLife life, long since)
    {
        long shortCalls = _plan.Servers[host.Index].QueueCapacity * Durations.Millisecond;
        long longest = (LongestWait.Ticks * 11 / 10) + life.Requests.LongestCall + shortCalls;

        // A thread that was put off while its host was busy may be woken so much later.
        long busyUntil = host.BusyUntil > long.MaxValue - LatestWake ? long.MaxValue : host.BusyUntil + LatestWake;
        bool isExcused = Math.Max(busyUntil, host.LastPause.To) > since;
        return _events.Now - since > longest && !isExcused;
    }

    /// <summary>
    /// One that fails what others carry out says so, where there are others; what fails everywhere takes nobody out.
    /// </summary>
    private void CheckFailures(ServerHost host, ServerLife life, Frame heartbeat)
    {
        if (!heartbeat.IsServing)
        {
            life.Record.Failures.Clear();
            bool isCalm = _events.Now >= Math.Max(_checks.Calm.From, host.TurnedAwayAt + Shortage) && !_plan.Faults.Any(
                fault => fault.Lasts || (fault.Kind == FaultKind.SickHandler && fault.Host == host.Index));
            if (isCalm && life.View.NotServing == NotServingReason.Failing)
                Fail("what fails everywhere takes nobody out", host, "says that it fails");
            return;
        }

        int failed = life.Record.Failures.Values.Count(at => _events.Now - at > Period);
        if (failed >= FailureWatch.Enough && life.View.EligibleIds.Any(id => id != life.View.Id))
            Fail("a server that fails says so", host, $"says that it is well, and failed {failed}");
    }

    private (int Client, ulong Number) KeyOf(RequestJob job)
        => (Arrival.Of(job.Client).From - _plan.Servers.Length, new Frame(job.Datagram).Number);

    private void CheckOnce(ServerHost host, ServerLife life, (int Client, ulong Number) request)
    {
        int call = life.Record.Calls++;
        if (life.Record.Handled.TryGetValue(request, out int earlier) && call - earlier <= _plan.RememberedRequests)
            Fail("a request is carried out once", host, $"begins {request} again");

        // What is in progress now may end after it, and is then remembered for longer.
        life.Record.Handled[request] = call - life.Desk.InProgress;
    }

    private void CheckBounds(ServerHost host, ServerLife life)
    {
        if (life.Desk.Remembered > _plan.RememberedRequests + _plan.MaxRequestsInProgress)
            Fail("all is bounded", host, $"remembers {life.Desk.Remembered} requests");
        if (life.Desk.InProgress > _plan.MaxRequestsInProgress)
            Fail("all is bounded", host, $"works on {life.Desk.InProgress} requests");
        if (life.Desk.Waiting > _plan.MaxWaiting)
            Fail("all is bounded", host, $"{life.Desk.Waiting} requests wait");
    }

    private void Fail(string checker, ServerHost host, object what) => _checks.Fail(checker, $"h{host.Index}: {what}");
}
