using Understudy.Protocol;

namespace Understudy.Client;

/// <summary>
/// The rank limit at which a request begins: the rank that gave the last answer, which is 0 in calm times. So after a
/// crash only the requests in flight need repeats.
/// </summary>
/// <remarks>
/// In the order of spread a rank holds for one request and says nothing of the next, so such a request begins at 0.
/// There is one exception: a server that does not hear its own heartbeats answers only where everybody may. If the last
/// answer came from one, requests of either order begin with everybody: to climb there would take each half a second
/// and eight repeats.
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
    /// Another server has answered it too. If that one stands before the first, the next request begins at its rank.
    /// </summary>
    public void AnsweredAgain(int rank, bool isSpread)
    {
        if (rank < _rank)
            Answered(rank, isSpread);
    }
}
