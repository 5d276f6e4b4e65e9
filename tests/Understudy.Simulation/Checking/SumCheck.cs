using Understudy.Simulation.Plans;
using Understudy.Simulation.Timing;

namespace Understudy.Simulation.Checking;

/// <summary>
/// While servers are short of time, repeats are a fifth of what all clients send, at the most. One client that asks
/// little may repeat each of its requests; it is the sum that keeps servers from ever catching up.
/// </summary>
internal sealed class SumCheck
{
    private const int OneIn = 5;

    /// <summary>
    /// A client that asks twice a second learns by its answers, half a second late and only to some, that servers are
    /// busy. Until then it looks for another server.
    /// </summary>
    private const long Learning = 3 * Durations.Second;

    private readonly bool _applies;
    private readonly long _from = long.MaxValue;
    private readonly long _until;
    private int _sent;
    private int _repeated;

    public SumCheck(Plan plan)
    {
        _applies = plan.Clients >= ThrongPlan.LeastClients && plan.Faults.Length > 0;
        if (!_applies)
            return;
        _from = plan.Faults.Min(fault => fault.At) + Learning;
        _until = plan.Faults.Max(fault => fault.Until);
    }

    public void Sends(int attempt, long now)
    {
        if (now < _from || now >= _until)
            return;

        _sent++;
        if (attempt > 1)
            _repeated++;
    }

    /// <summary>The run is over.</summary>
    public void Conclude(Checks checks)
    {
        if (_applies && _repeated * OneIn > _sent)
            checks.Fail("repeats are few in sum", $"{_repeated} of {_sent} datagrams");
    }
}
