namespace Understudy.Simulation.Timing;

/// <summary>Durations in the simulation's unit, ticks of 100 ns.</summary>
internal static class Durations
{
    public const long Microsecond = TimeSpan.TicksPerMicrosecond;
    public const long Millisecond = TimeSpan.TicksPerMillisecond;
    public const long Second = TimeSpan.TicksPerSecond;
}
