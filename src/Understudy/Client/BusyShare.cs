namespace Understudy.Client;

/// <summary>
/// Whether servers are short of time: they say it in more than an eighth of what a client has heard of late. A slow
/// request now and then is not enough: it must not keep repeats back after a crash.
/// </summary>
/// <remarks>
/// It is believed for as long as eight replies take, which is soon for a client that asks much, and seconds for one of
/// hundreds that ask little: it may hear of a shortage only now and then.
/// </remarks>
internal sealed class BusyShare
{
    /// <summary>Of so many replies one is enough.</summary>
    private const int Replies = 8;

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(3);

    // What was heard in the last second, more or less: it counts for a third when it is as old.
    private readonly int _othersToForget;
    private double _all;
    private double _busy;
    private TimeSpan _heardAt;
    private int _othersSince;

    /// <param name="othersToForget">After so many other replies in a row it is over.</param>
    public BusyShare(int othersToForget = int.MaxValue) => _othersToForget = othersToForget;

    /// <summary>A reply has come.</summary>
    public void Heard(bool isBusy, TimeSpan now)
    {
        double left = Math.Exp(-(now - _heardAt) / Second);
        _heardAt = now;
        _all = (_all * left) + 1;
        _busy = (_busy * left) + (isBusy ? 1 : 0);
        _othersSince++;
        if (!isBusy || _busy * Replies <= _all)
            return;

        TimeSpan memory = Second * Replies / _all;
        Until = now + (memory < Shortest ? Shortest : memory > Longest ? Longest : memory);
        _othersSince = 0;
    }

    /// <summary>When it is over, unless more is heard.</summary>
    public TimeSpan Until { get; private set; }

    public bool IsExceeded(TimeSpan now) => _othersSince < _othersToForget && now < Until;
}
