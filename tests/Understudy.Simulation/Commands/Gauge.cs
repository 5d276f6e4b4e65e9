using System.Globalization;
using Understudy.Simulation.Running;

namespace Understudy.Simulation.Commands;

/// <summary>How fast the runs are: by the clock, and by what the processors gave to this process.</summary>
internal sealed class Gauge
{
    private readonly long _began = TimeProvider.System.GetTimestamp();
    private readonly TimeSpan _used = Environment.CpuUsage.TotalTime;

    public string Describe(BatchResult result)
    {
        double elapsed = TimeProvider.System.GetElapsedTime(_began).TotalSeconds;
        double used = (Environment.CpuUsage.TotalTime - _used).TotalSeconds;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{result.Runs} runs, {result.Requests} requests, "
            + $"{result.SimulatedSeconds:0} simulated seconds in {elapsed:0.0} s: "
            + $"{result.SimulatedSeconds / elapsed:0} a second, "
            + $"{result.SimulatedSeconds / Math.Max(used, 0.001):0} a second of one core; "
            + $"digest {result.Digest:x16}");
    }
}
