using Understudy.Simulation.Hosts;
using Understudy.Simulation.Network;
using Understudy.Simulation.Plans;
using Understudy.Simulation.Timing;

namespace Understudy.Simulation.Checking;

/// <summary>
/// No request finds no answer while any server could have given one: for the last half of the request's time it was up,
/// had joined, was neither paused, busy, slow nor stuck, turned nothing away, and the client and it heard each other
/// without loss. In that half the limit of repeats is 255.
/// </summary>
/// <remarks>
/// Only where a server has said that it is busy, or answered late, may a client have kept its repeats back: they are
/// rationed then, so that an overload is not made worse.
/// </remarks>
internal sealed class ReachCheck
{
    /// <summary>Longer than the longest wait until the limit is 255, and two repeats.</summary>
    public const long Window = 5 * Durations.Second / 2;

    private const long TimeToAnswer = 100 * Durations.Millisecond;

    private readonly Plan _plan;
    private readonly ServerHost[] _servers;
    private readonly HoldingBack _holdingBack;

    public ReachCheck(Plan plan, ServerHost[] servers, HoldingBack holdingBack)
    {
        _plan = plan;
        _servers = servers;
        _holdingBack = holdingBack;
    }

    public int? WhoCouldHaveAnswered(RequestRecord request, long now)
    {
        long from = now - Window;
        bool isAsked = request.SentToEverybodyAt.Exists(at => at >= from && at < now - TimeToAnswer);
        if (!isAsked && _holdingBack.MayConcern(request))
            return null;

        return WhoIsThere(request, from, now);
    }

    /// <summary>
    /// A server that could have answered a request all that time, and has not failed it before; null where none could.
    /// </summary>
    public int? WhoIsThere(RequestRecord request, long from, long to)
    {
        foreach (ServerHost server in _servers)
        {
            bool isReady = server.ReadySince >= 0 && server.ReadySince <= from && server.TurnedAwayAt < from;
            bool isAble = isReady && !WasSick(server.Index, request.BeganAt, to);
            if (isAble && !IsDisturbed(server.Index, request.Client, from, to))
                return server.Index;
        }

        return null;
    }

    /// <summary>What a server has failed once it does not begin again.</summary>
    private bool WasSick(int server, long from, long to) => Array.Exists(
        _plan.Faults,
        fault => fault.Kind == FaultKind.SickHandler && fault.Host == server && fault.Overlaps(from, to));

    private bool IsDisturbed(int server, int client, long from, long to)
    {
        int clientHost = _plan.Servers.Length + client;
        foreach (Fault fault in _plan.Faults)
        {
            if (!fault.Overlaps(from, to))
                continue;
            bool onHost = fault.Host == server
                && fault.Kind
                    is FaultKind.SlowHandler or FaultKind.StuckHandler or FaultKind.BusyHost or FaultKind.Pause;
            bool cut = (fault.Cuts(clientHost, server) & Channels.Requests) != 0
                || (fault.Cuts(server, clientHost) & Channels.Replies) != 0;
            if (onHost || cut || fault.MayWithhold)
                return true;
        }

        return false;
    }
}
