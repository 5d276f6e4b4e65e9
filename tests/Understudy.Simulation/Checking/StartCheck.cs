using Understudy.Protocol;

namespace Understudy.Simulation.Checking;

/// <summary>
/// A request begins with the rank that gave the last answer; in the order of spread with a limit that follows the
/// ranks of answers; unless the last came from a server that knows no rank. Worked out a second time, from the replies
/// that reached the client.
/// </summary>
internal sealed class StartCheck
{
    /// <summary>The last rank that was known, in the order that all requests share.</summary>
    private readonly int[] _ranks;
    private readonly int[] _spreadLimits;
    private readonly bool[] _lastKnewNone;

    public StartCheck(int clients)
    {
        _ranks = new int[clients];
        _spreadLimits = new int[clients];
        _lastKnewNone = new bool[clients];
    }

    /// <summary>The limit that the request is to begin with.</summary>
    public int LimitOf(RequestRecord request)
    {
        if (_lastKnewNone[request.Client])
            return RequestFrame.Everybody;
        return request.IsSpread ? _spreadLimits[request.Client] : _ranks[request.Client];
    }

    /// <summary>
    /// A reply to the request reached the client: the first, or another, which counts where it has a lower rank.
    /// </summary>
    public void Hears(RequestRecord request, int rank)
    {
        bool isFirst = request.Outcome == RequestOutcome.Open;
        bool saysNothing = request.IsSpread && !_lastKnewNone[request.Client];
        if (!isFirst && (rank >= LimitOf(request) || saysNothing))
            return;
        _lastKnewNone[request.Client] = rank == RequestFrame.Everybody;
        if (rank == RequestFrame.Everybody)
            return;
        if (request.IsSpread)
            Follow(ref _spreadLimits[request.Client], rank);
        else
            _ranks[request.Client] = rank;
    }

    /// <summary>The limits are one less than powers of two.</summary>
    private static void Follow(ref int limit, int rank)
    {
        int power = limit + 1;
        if (rank + 1 > power)
        {
            while (power < rank + 1)
                power *= 2;
        }
        else if (rank <= limit / 2)
        {
            power = Math.Max(1, power / 2);
        }

        limit = power - 1;
    }
}
