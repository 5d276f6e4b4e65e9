namespace Understudy.Client;

/// <summary>
/// Whether servers are short of time: they say it in more than an eighth of what a client has heard of late. A slow request
/// now and then is not enough: it must not keep repeats back after a crash.
/// </summary>
internal sealed class BusyShare
{
    /// <summary>The share from which on servers count as busy.</summary>
    public const double Most = 1.0 / 8;

    /// <summary>They do for so long; and what was heard counts for a third when it is as old.</summary>
    public static readonly TimeSpan Memory = TimeSpan.FromSeconds(1);

    private double _all;
    private double _busy;
    private TimeSpan _heardAt;
    private TimeSpan? _busyAt;
    private bool _hasHeardOther;

    /// <summary>A reply has come.</summary>
    public void Heard(bool isBusy, TimeSpan now)
    {
        double left = Math.Exp(-(now - _heardAt) / Memory);
        _heardAt = now;
        _all = (_all * left) + 1;
        _busy = (_busy * left) + (isBusy ? 1 : 0);
        _hasHeardOther |= !isBusy;
        if (!isBusy || _busy <= _all * Most)
            return;
        _busyAt = now;
        _hasHeardOther = false;
    }

    /// <summary>Whether they are busy. Where nothing else has been heard since, that is believed for longer.</summary>
    public bool IsExceeded(TimeSpan now) => now < _busyAt + (_hasHeardOther ? Memory : 3 * Memory);
}
