using Understudy.Simulation.Timing;

namespace Understudy.Simulation.Checking;

/// <summary>
/// Whether a client may have kept repeats of a request back: only where a server has told it, while the request waited
/// or just before, that it is busy.
/// </summary>
internal sealed class HoldingBack
{
    private readonly long[] _busyAt;

    public HoldingBack(int clients)
    {
        _busyAt = new long[clients];
        Array.Fill(_busyAt, long.MinValue);
    }

    /// <summary>A reply reached the client.</summary>
    public void Hears(int client, bool isBusy, long now)
    {
        if (isBusy)
            _busyAt[client] = now;
    }

    public bool MayConcern(RequestRecord request)
        => _busyAt[request.Client] >= request.BeganAt - Durations.Second;
}
