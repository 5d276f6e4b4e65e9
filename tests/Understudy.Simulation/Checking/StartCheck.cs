using Understudy.Protocol;

namespace Understudy.Simulation.Checking;

/// <summary>
/// A request begins with the rank that gave the last answer; in the order of spread with 0, unless that answer came
/// from a server that knows no rank. Worked out a second time, from the replies that reached the client.
/// </summary>
internal sealed class StartCheck
{
    /// <summary>The last rank that was known, in the order that all requests share.</summary>
    private readonly int[] _ranks;
    private readonly bool[] _lastKnewNone;

    public StartCheck(int clients)
    {
        _ranks = new int[clients];
        _lastKnewNone = new bool[clients];
    }

    /// <summary>The limit that the request is to begin with.</summary>
    public int LimitOf(RequestRecord request)
    {
        if (_lastKnewNone[request.Client])
            return RequestFrame.Everybody;
        return request.IsSpread ? 0 : _ranks[request.Client];
    }

    /// <summary>
    /// A reply to the request reached the client: the first, or another, which counts where it has a lower rank.
    /// </summary>
    public void Hears(RequestRecord request, int rank)
    {
        if (request.Outcome != RequestOutcome.Open && rank >= LimitOf(request))
            return;
        _lastKnewNone[request.Client] = rank == RequestFrame.Everybody;
        if (!request.IsSpread && rank != RequestFrame.Everybody)
            _ranks[request.Client] = rank;
    }
}
