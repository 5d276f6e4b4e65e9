namespace Understudy.Simulation.Checking;

/// <summary>
/// The retransmission timeout as RFC 6298 has it in its section 2, written down a second time, from what the network
/// shows; in ticks.
/// </summary>
internal sealed class RetransmissionTimer
{
    private const double Least = 2 * TimeSpan.TicksPerMillisecond;
    private const double Most = TimeSpan.TicksPerSecond;
    private const double Initial = 50 * TimeSpan.TicksPerMillisecond;

    private double _smoothed = -1;
    private double _variation;

    public double Timeout { get; private set; } = Initial;

    /// <summary>(2.2) and (2.3).</summary>
    public void Measured(double roundTrip)
    {
        _variation = _smoothed < 0 ? roundTrip / 2 : (0.75 * _variation) + (0.25 * Math.Abs(_smoothed - roundTrip));
        _smoothed = _smoothed < 0 ? roundTrip : (0.875 * _smoothed) + (0.125 * roundTrip);
        Timeout = Math.Clamp(_smoothed + (4 * _variation), Least, Most);
    }

    /// <summary>An answer to a request that was repeated shows that it may take as long.</summary>
    public void MayTake(double longest) => Timeout = Math.Max(Timeout, longest);
}
