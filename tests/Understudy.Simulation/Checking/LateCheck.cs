using Understudy.Simulation.Timing;

namespace Understudy.Simulation.Checking;

/// <summary>
/// What has waited too long is begun only while the handler has had less than a tenth of a second since the first such,
/// until nothing waits; of two calls in a row the shorter one counts. Reckoned a second time.
/// </summary>
internal sealed class LateCheck
{
    /// <summary>A clock may be a little slow.</summary>
    private const long Allowance = 101 * Durations.Millisecond;

    private long _lastCall;
    private long _spent;
    private long? _spentBefore;

    /// <summary>The handler has given the request thread back.</summary>
    public void Returned(long taken)
    {
        _spent += Math.Min(taken, _lastCall);
        _lastCall = taken;
    }

    /// <summary>A request that has waited too long is begun.</summary>
    /// <returns>Whether it may be.</returns>
    public bool MayBegin()
    {
        _spentBefore ??= _spent;
        return _spent - _spentBefore <= Allowance;
    }

    /// <param name="count">How many requests wait before the next step.</param>
    public void Wait(int count)
    {
        if (count == 0)
            _spentBefore = null;
    }
}
