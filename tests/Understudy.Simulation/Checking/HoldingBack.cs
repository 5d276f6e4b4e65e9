using Understudy.Simulation.Timing;

namespace Understudy.Simulation.Checking;

/// <summary>
/// Whether a client may have kept repeats of a request back: only where it could tell, while the request waited or just
/// before, that servers were short of time. One has said that it is busy; or has taken so long for an answer that
/// everybody else would have asked again.
/// </summary>
internal sealed class HoldingBack
{
    private const long Slow = 250 * Durations.Millisecond;

    private readonly long[] _shortAt;

    public HoldingBack(int clients)
    {
        _shortAt = new long[clients];
        Array.Fill(_shortAt, long.MinValue);
    }

    /// <summary>A reply reached the client.</summary>
    public void Hears(int client, bool isBusy, long now)
    {
        if (isBusy)
            _shortAt[client] = now;
    }

    /// <summary>A request was answered.</summary>
    public void Answered(RequestRecord request, long now)
    {
        if (request.Attempts == 1 && now - request.BeganAt > Slow)
            _shortAt[request.Client] = now;
    }

    public bool MayConcern(RequestRecord request)
        => _shortAt[request.Client] >= request.BeganAt - Durations.Second;
}
