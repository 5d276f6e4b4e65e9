using Understudy.Protocol;

namespace Understudy.Client;

/// <summary>
/// The highest rank that may answer an attempt. A request begins with the rank that gave the last answer, which is 0 in
/// calm times; so after a crash only the requests in flight need repeats. Repeats raise it to 1, 3, 7 and so on up to
/// 255: any survivor of N servers is found within about log2 N of them.
/// </summary>
/// <remarks>
/// <para>
/// In the order of spread a rank holds for one request and says little of the next, so such a request begins at 0; but
/// where answers come at higher ranks, as among members that are not there, at a limit that follows them.
/// There is one exception: a server that does not hear its own heartbeats answers only where everybody may. If the last
/// answer came from one, requests of either order begin with everybody: to climb there would take each half a second
/// and eight repeats.
/// </para>
/// <para>
/// Where answers take long, so do the waits between repeats, and a request would end before it has asked everybody. So
/// what is repeated in the last half of its time, everybody may answer. So may everybody where all that are counted
/// have failed, or some have and those that were asked next are silent.
/// </para>
/// </remarks>
internal sealed class RankLimits
{
    private int _rank;
    private int _spreadLimit;
    private bool _isForEverybody;

    /// <summary>The limit that a request begins with.</summary>
    public int First(bool isSpread) => _isForEverybody ? RequestFrame.Everybody : isSpread ? _spreadLimit : _rank;

    /// <summary>The limit of a request's next repeat.</summary>
    /// <param name="request">Which.</param>
    /// <param name="searched">
    /// The limit up to which other requests have found that there is none: it need not climb there, nor to where others
    /// have found an answer.
    /// </param>
    /// <param name="now">The time.</param>
    public int Next(PendingRequest request, int searched, TimeSpan now)
    {
        bool isLeftToOthers = request.Failed?.AreAll == true || request is { Failed: not null, IsAllFailed: false };
        if (now >= request.Half || isLeftToOthers)
            return RequestFrame.Everybody;
        int doubled = Math.Min(RequestFrame.Everybody, (2 * Math.Max(request.RankLimit, searched)) + 1);
        return Math.Max(First(request.IsSpread), doubled);
    }

    /// <summary>A request was answered.</summary>
    public void Answered(int rank, bool isSpread)
    {
        _isForEverybody = rank == RequestFrame.Everybody;
        if (_isForEverybody)
            return;
        if (isSpread)
            Follow(rank);
        else
            _rank = rank;
    }

    /// <summary>
    /// Half as high after an answer from below; and as high as this one, of the limits that there are, where it comes
    /// from above.
    /// </summary>
    private void Follow(int rank)
    {
        if (rank <= _spreadLimit)
            _spreadLimit = rank <= _spreadLimit / 2 ? _spreadLimit / 2 : _spreadLimit;
        while (rank > _spreadLimit)
            _spreadLimit = (2 * _spreadLimit) + 1;
    }

    /// <summary>
    /// Another server has answered it too. If that one stands before the first, the next request begins at its rank.
    /// </summary>
    public void AnsweredAgain(int rank, bool isSpread)
    {
        bool saysNothing = isSpread && !_isForEverybody;
        if (rank < First(isSpread) && !saysNothing)
            Answered(rank, isSpread);
    }
}
