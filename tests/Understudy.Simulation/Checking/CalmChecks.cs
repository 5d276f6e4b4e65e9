using Understudy.Membership;
using Understudy.Simulation.Hosts;
using Understudy.Simulation.Plans;
using Understudy.Simulation.Timing;

namespace Understudy.Simulation.Checking;

/// <summary>
/// What must hold once all faults are over and the tables have had their time: each request is answered at the first
/// attempt, by exactly one server, and all servers agree.
/// </summary>
/// <remarks>
/// An attempt that could not be sent counts for none: the client's interface may have another address, which it finds
/// out by that. A client that has found its answers at a higher rank begins there. The first request of each client in
/// the calm brings it back to rank 0, and may be answered by several; from the next on, it is one. So it is again where
/// a repeat of what was asked before the calm has found its answer at a higher rank. A server with few places may turn
/// a request away in the calm, too: its client then looks for another one. Where a server has a fault that lasts, and
/// the others count on it, the first request of each client finds the way past it, and the next ones know it.
/// </remarks>
internal sealed class CalmChecks
{
    private const long ForDuplicates = 50 * Durations.Millisecond;

    private readonly Checks _checks;
    private readonly ServerHost[] _servers;
    private readonly long[] _strictFrom;
    private readonly int[] _hollow;
    private readonly int[] _isolated;

    public CalmChecks(Plan plan, ServerHost[] servers, Checks checks)
    {
        _servers = servers;
        _checks = checks;
        _strictFrom = new long[plan.Clients];
        Array.Fill(_strictFrom, long.MaxValue);
        From = plan.HealedAt + Settling(plan);
        _hollow = [.. plan.Faults.Where(fault => fault.Lasts && fault.Hollows).Select(fault => fault.Host)];
        _isolated = [.. plan.Faults.Where(fault => fault.Lasts && fault.Isolates).Select(fault => fault.Host)];
    }

    /// <summary>Since when it is calm.</summary>
    public long From { get; }

    /// <summary>
    /// How long the tables may take to agree once all faults are over. Where all ids are in use, a server that lost its
    /// own waits for longer: until one is given up, and its next tick comes. So it is with what a stranger has said,
    /// and with one that takes over from a server with its id.
    /// </summary>
    public static long Settling(Plan plan)
    {
        bool isFull = plan.Servers.Length >= plan.Membership.MaxServers
            && Array.Exists(plan.Faults, fault => fault.LosesId);
        bool isLong = Array.Exists(plan.Faults, fault => fault.Kind == FaultKind.Stranger || fault.Lasts);
        int periods = isFull || isLong ? plan.Membership.Countdown + 2 : 3;
        return (periods * plan.Membership.Period.Ticks) + (Durations.Second / 2);
    }

    public void Accepted(RequestRecord request, long now)
    {
        if (request is { IsSpread: false, Rank: > 0 } && request.BeganAt < From)
            _strictFrom[request.Client] = long.MaxValue;
        if (request.BeganAt >= From && !request.IsSpread && _strictFrom[request.Client] == long.MaxValue)
            _strictFrom[request.Client] = now + ForDuplicates;
    }

    /// <summary>The run is over.</summary>
    public void Conclude(IReadOnlyCollection<RequestRecord> requests)
    {
        Dictionary<int, int> spread = _servers
            .Where(server => !_hollow.Contains(server.Index) && !_isolated.Contains(server.Index))
            .Select(server => server.Life?.View)
            .Where(view => view?.Role is ServerRole.Lead or ServerRole.Understudy)
            .ToDictionary(view => view!.Id ?? 0, _ => 0);
        HashSet<int> turnedAway = [.. requests
            .Where(request => request.BeganAt >= From && request.IsTurnedAway)
            .Select(request => request.Client)];
        foreach (RequestRecord request in requests)
        {
            string name = $"c{request.Client}'s request {request.Number}";
            bool isStrict = request.BeganAt >= _strictFrom[request.Client] && !turnedAway.Contains(request.Client);
            bool findsItsWay = _hollow.Length > 0 && (!isStrict || request.IsSpread);
            bool hasTimeLeft = findsItsWay && request.Outcome == RequestOutcome.Open;
            if (request.BeganAt < From || request.IsTurnedAway || hasTimeLeft)
                continue;
            if (Service.Throws(request.Payload))
            {
                // One that is counted on, and is not heard, is waited for to the end; repeats may be held back as ever.
                bool mayWait = _hollow.Length > 0 || turnedAway.Contains(request.Client) || request.MayBeHeldBack;
                if (request.Outcome is not (RequestOutcome.Failed or RequestOutcome.Open) && !mayWait)
                    _checks.Fail("in the calm what fails everywhere is told", $"{name}: {request.Outcome}");
                continue;
            }

            if (request.Outcome != RequestOutcome.Answered
                || (request.Attempts != 1 + request.Unsent && !findsItsWay))
            {
                _checks.Fail(
                    "in the calm the first attempt is answered",
                    $"{name}: {request.Outcome}, {request.Attempts} attempts");
            }
            else if (isStrict && !findsItsWay && !IsOnes(request))
            {
                _checks.Fail(
                    "in the calm one server answers", $"{name}: {request.Replies} replies, rank {request.Rank}");
            }
            else if (request.IsSpread && request.Rank == 0)
            {
                spread[request.ServerId]++;
            }
        }

        if (SpreadCheck.FindUnfair(spread) is var (id, answered))
        {
            _checks.Fail(
                "in the calm spread is even",
                $"id {id} answered {answered} of {spread.Values.Sum()} as one of {spread.Count}");
        }
    }

    /// <summary>Holds the tables against each other.</summary>
    public void Survey()
    {
        byte[] ids = [.. _servers
            .Where(server => server.Life?.View.Role is ServerRole.Lead or ServerRole.Understudy && TakesPart(server))
            .Select(server => (byte)(server.Life!.View.Id ?? 0))
            .Order()];
        for (int index = 1; index < ids.Length; index++)
        {
            if (ids[index] == ids[index - 1])
                _checks.Fail("in the calm no id is used twice", $"id {ids[index]}");
        }

        byte[] counted = [.. ids.Union(_hollow.Select(IdOf)).Order()];
        foreach (ServerHost server in _servers)
        {
            if (server.Life is not { } life || !TakesPart(server))
                continue;
            MembershipView view = life.View;
            bool isSpare = view.Role == ServerRole.Aside && ids.Contains((byte)(view.Id ?? 0));

            // What a server has of its own id says whether it reaches the group; one that stands aside does not try.
            IEnumerable<byte> expected = isSpare ? counted.Where(id => id != view.Id) : counted;
            if (!view.EligibleIds.SequenceEqual(expected))
            {
                _checks.Fail(
                    "in the calm all tables agree",
                    $"h{server.Index} has {string.Join(' ', view.EligibleIds)}, not {string.Join(' ', expected)}");
            }

            if (!isSpare && view.Role is not (ServerRole.Lead or ServerRole.Understudy))
                _checks.Fail("in the calm every server takes part", $"h{server.Index} is {view.Role}");
        }
    }

    /// <summary>
    /// Whether one server has answered, and it was the first; or the next, where the first has a fault that lasts. In
    /// the order of spread it takes some answers until one server is asked again.
    /// </summary>
    private bool IsOnes(RequestRecord request)
        => (request.IsSpread && request.FirstLimit > 0)
            || (request.Replies >= 1 && request.Replies <= 1 + _hollow.Length && request.Rank <= _hollow.Length);

    /// <summary>One whose handler was sick may take some time to find out that it is well.</summary>
    private bool TakesPart(ServerHost server)
        => !_isolated.Contains(server.Index) && server.Life?.View.NotServing != NotServingReason.Failing;

    private byte IdOf(int server) => (byte)(_servers[server].Life?.View.Id ?? 0);
}
