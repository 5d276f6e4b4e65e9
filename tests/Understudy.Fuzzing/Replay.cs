using System.Globalization;
using Understudy.Fuzzing.Inputs;
using Understudy.Fuzzing.Running;
using Understudy.Fuzzing.Targets;

namespace Understudy.Fuzzing;

/// <summary>
/// Runs inputs that failed once more, one by one and in the code as it was built, for a debugger to see.
/// </summary>
internal static class Replay
{
    /// <returns>The exit code: 0, since what is wrong is thrown or told.</returns>
    public static int Run(IReadOnlyList<string> targets, string file, TextWriter output)
    {
        foreach (string name in targets)
        {
            FuzzTarget target = AllTargets.Create(name);
            foreach (byte[] input in StartingCorpus.ReadFile(file))
            {
                var gauge = new Gauge(target);
                gauge.Run(input);
                target.Verify(input);
                Failure? failure = gauge.Check(input);
                output.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{name}: {failure?.What ?? "ok"}, {gauge.Slowest.TotalMicroseconds:0.0} µs, "
                    + $"{gauge.LargestAllocation} bytes"));
            }
        }

        return 0;
    }
}
