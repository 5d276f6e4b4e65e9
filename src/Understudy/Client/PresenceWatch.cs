using Understudy.Protocol;

namespace Understudy.Client;

/// <summary>
/// Whether servers are there, as a client can tell: anything that it hears of one says so. Where it has heard nothing,
/// it asks, by a probe that all requests share, early enough for the answer to come before a request is given up.
/// </summary>
internal sealed class PresenceWatch
{
    /// <summary>The shortest time between two probes: each is answered by every server.</summary>
    private static readonly TimeSpan Interval = Timings.LongestWait;

    private TimeSpan? _heard;
    private TimeSpan? _asked;
    private TimeSpan? _askedBefore;
    private TimeSpan _nextProbe;

    /// <summary>A server was heard.</summary>
    public void Heard(TimeSpan now) => _heard = now;

    /// <summary>Whether to ask who is there, for a request that finds no answer. The probe is taken for sent.</summary>
    public bool ShouldAsk(PendingRequest request, TimeSpan now)
    {
        if (now < _nextProbe || _heard >= request.Started)
            return false;

        _nextProbe = now + Interval;
        _askedBefore = _asked;
        _asked = now;
        return true;
    }

    /// <summary>The last probe could not be sent, so nothing was asked by it.</summary>
    public void NotAsked() => _asked = _askedBefore;

    /// <summary>What is known of the servers since a request began.</summary>
    public Presence Since(PendingRequest request)
    {
        if (_heard >= request.Started)
            return Presence.ServersSilent;
        return _asked >= request.Started ? Presence.NobodyHeard : Presence.Unknown;
    }
}
