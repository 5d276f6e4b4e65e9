using Understudy.Protocol;

namespace Understudy.Server;

/// <summary>
/// Tells whether a server fails what others carry out: one that has no descriptors left, or no disk, is worse than a
/// dead one, since it answers. A request that fails everywhere says nothing of any server: its client asks everybody in
/// the end, and by that it is known here, and does not count.
/// </summary>
/// <remarks>
/// A server that is out comes back by itself, and goes out for twice as long if it still fails. What it carries out
/// meanwhile, where everybody is asked, brings it back at once. Safe from any thread.
/// </remarks>
internal sealed class FailureWatch
{
    /// <summary>So many in a row are enough.</summary>
    public const int Enough = 3;

    /// <summary>
    /// So many are remembered; until some have become old enough to say something, those that came first.
    /// </summary>
    private const int Capacity = 16;

    /// <summary>The longest time out, in periods.</summary>
    private const int LongestOut = 16;

    private readonly Lock _gate = new();
    private readonly TimeSpan _period;

    /// <summary>In this time a client whose request others fail, too, has asked everybody.</summary>
    private readonly TimeSpan _age;
    private readonly List<Failure> _row = [];
    private volatile bool _isClear = true;
    private NotServingReason _why;
    private TimeSpan? _outUntil;
    private int _periodsOut = 1;

    /// <param name="period">The time between two heartbeats.</param>
    public FailureWatch(TimeSpan period)
    {
        _period = period;
        _age = period / 2 < Timings.LongestWait ? period / 2 : Timings.LongestWait;
    }

    /// <summary>A request was carried out, and its reply sent.</summary>
    public void Succeeded()
    {
        if (_isClear)
            return;

        lock (_gate)
        {
            _row.Clear();
            _why = NotServingReason.None;
            _outUntil = null;
            _periodsOut = 1;
            _isClear = true;
        }
    }

    /// <summary>A request was not.</summary>
    /// <param name="key">Which.</param>
    /// <param name="why">What that says of the server.</param>
    /// <param name="now">The time.</param>
    public void Failed(RequestKey key, NotServingReason why, TimeSpan now)
    {
        lock (_gate)
        {
            if (_row.Count == Capacity && CountOld(now) > Enough)
                _row.RemoveAt(0);
            if (_row.Count < Capacity)
                _row.Add(new Failure(key, why, now));
            _isClear = false;
        }
    }

    /// <summary>A request that failed here is asked of everybody: so no other server has carried it out.</summary>
    public void FailsElsewhere(RequestKey key)
    {
        if (_isClear)
            return;
        lock (_gate)
            _row.RemoveAll(failure => failure.Key == key);
    }

    /// <summary>The server is out for them. One that is the last is not, whatever it fails.</summary>
    public void IsOut(TimeSpan now)
    {
        lock (_gate)
        {
            if (_why == NotServingReason.None || _outUntil is not null)
                return;
            _outUntil = now + (_period * _periodsOut);
            _periodsOut = Math.Min(LongestOut, 2 * _periodsOut);
        }
    }

    /// <summary>What the failures say of the server.</summary>
    public NotServingReason WhyNot(TimeSpan now)
    {
        if (_isClear)
            return NotServingReason.None;

        lock (_gate)
        {
            if (now >= _outUntil)
            {
                _why = NotServingReason.None;
                _outUntil = null;
                _row.Clear();
            }

            int old = CountOld(now);
            if (_why == NotServingReason.None && old >= Enough)
                _why = _row[old - 1].Why;
            return _why;
        }
    }

    private int CountOld(TimeSpan now) => _row.FindLastIndex(failure => now - failure.At >= _age) + 1;

    private readonly record struct Failure(RequestKey Key, NotServingReason Why, TimeSpan At);
}
