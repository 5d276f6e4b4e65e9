using Understudy.Simulation.Timing;

namespace Understudy.Simulation.Checking;

/// <summary>
/// Repeats of what was begun while servers are busy are rationed: a hundred at once, ten a second, one for ten answers,
/// and one for two when they no longer are busy. Worked out a second time, from the replies that reached the client.
/// </summary>
internal sealed class RationCheck
{
    private const long Memory = Durations.Second;
    private const long Never = long.MinValue / 2;
    private const double MaxTokens = 100;

    /// <summary>For what is added up in another order.</summary>
    private const double Tolerance = 0.001;

    private readonly Ration[] _rations;

    public RationCheck(int clients)
    {
        _rations = new Ration[clients];
        Array.Fill(_rations, new Ration(MaxTokens, CountedAt: 0, BusyShare: 0, BusyAt: Never, AnsweredAt: Never));
    }

    /// <summary>A reply reached the client.</summary>
    public void Hears(int client, bool isBusy, long now)
    {
        Ration ration = _rations[client];
        double share = (ration.BusyShare * 15 / 16) + (isBusy ? 1.0 / 16 : 0);
        _rations[client] = ration with { BusyShare = share, BusyAt = isBusy && share > 0.125 ? now : ration.BusyAt };
    }

    public void Accepts(int client, long now)
    {
        Ration ration = _rations[client];
        double earned = now < ration.BusyAt + Memory ? 0.1 : 0.5;
        _rations[client] = ration with { AnsweredAt = now, Tokens = Math.Min(MaxTokens, ration.Tokens + earned) };
    }

    /// <summary>Whether repeats of the request may have had to wait.</summary>
    public bool IsRationed(RequestRecord request) => request.BeganAt < _rations[request.Client].BusyAt + Memory;

    /// <summary>A repeat of the request is sent.</summary>
    /// <returns>Whether there was enough left for it.</returns>
    public bool Spend(RequestRecord request, long now)
    {
        Ration ration = _rations[request.Client];
        if (!IsRationed(request) || now >= ration.AnsweredAt + Memory)
            return true;

        double tokens = Math.Min(MaxTokens, ration.Tokens + ((now - ration.CountedAt) * 10.0 / Durations.Second)) - 1;
        _rations[request.Client] = ration with { Tokens = tokens, CountedAt = now };
        return tokens >= -Tolerance;
    }

    private readonly record struct Ration(
        double Tokens, long CountedAt, double BusyShare, long BusyAt, long AnsweredAt);
}
