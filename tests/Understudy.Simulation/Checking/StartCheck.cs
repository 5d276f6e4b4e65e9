using Understudy.Protocol;

namespace Understudy.Simulation.Checking;

/// <summary>
/// A request begins with the rank that gave the last answer; in the order of spread with 0, unless that answer came
/// from a server that knows no rank. Worked out a second time, from the replies that reached the client.
/// </summary>
internal sealed class StartCheck
{
    private readonly int[] _ranks;

    public StartCheck(int clients) => _ranks = new int[clients];

    /// <summary>The limit that the request is to begin with.</summary>
    public int LimitOf(RequestRecord request)
    {
        int rank = _ranks[request.Client];
        return request.IsSpread && rank != RequestFrame.Everybody ? 0 : rank;
    }

    /// <summary>
    /// A reply to the request reached the client: the first, or another, which counts where it has a lower rank.
    /// </summary>
    public void Hears(RequestRecord request, int rank)
    {
        ref int last = ref _ranks[request.Client];
        if (request.Outcome != RequestOutcome.Open && rank >= last)
            return;
        if (!request.IsSpread || rank == RequestFrame.Everybody)
            last = rank;
        else if (last == RequestFrame.Everybody)
            last = 0;
    }
}
