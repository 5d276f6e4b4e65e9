using Understudy.Protocol;

namespace Understudy.Client;

/// <summary>
/// The limit at which a request begins: the rank that gave the last answer, which is 0 in calm times. After a crash,
/// only the requests that are in flight pay for it.
/// </summary>
/// <remarks>
/// In the order of spread a rank holds for one request, and says nothing of the next; such a request begins at 0. But
/// where the answer came from a server that knows no rank, since its own heartbeat does not come back, requests of
/// either order begin with everybody: it answers nothing else, and to climb there takes half a second and eight repeats
/// each.
/// </remarks>
internal sealed class StartRank
{
    private int _rank;

    public int Of(bool isSpread) => isSpread && _rank < RequestFrame.Everybody ? 0 : _rank;

    /// <summary>A request was answered.</summary>
    public void Answered(int rank, bool isSpread)
    {
        if (!isSpread || rank == RequestFrame.Everybody)
            _rank = rank;
        else if (_rank == RequestFrame.Everybody)
            _rank = 0;
    }

    /// <summary>
    /// Another server answered it, too. Where that one stands before the first, the next request is for it alone.
    /// </summary>
    public void AnsweredAgain(int rank, bool isSpread)
    {
        if (rank < _rank)
            Answered(rank, isSpread);
    }
}
