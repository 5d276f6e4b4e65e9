using System.Diagnostics;
using System.Globalization;
using Understudy.Simulation.Mutations;
using Understudy.Simulation.Plans;

namespace Understudy.Simulation.Running;

/// <summary>What is asked of the program, and what it says to it.</summary>
internal static class CommandLine
{
    private const string Usage =
        "usage: [--seeds N [--first S] | --seed S] [--seconds N] [--mutation NAME]; --seed prints a trace";

    private const int MaxFailures = 40;

    public static int Run(string[] args)
    {
        ulong count = 100;
        ulong first = 1;
        ulong? traced = null;
        ulong seconds = 60;
        var mutation = Mutation.None;
        for (int place = 0; place < args.Length; place += 2)
        {
            string text = place + 1 < args.Length ? args[place + 1] : "";
            bool isNumber = ulong.TryParse(text, CultureInfo.InvariantCulture, out ulong number);
            switch (args[place])
            {
                case "--seeds" when isNumber:
                    count = number;
                    break;
                case "--first" when isNumber:
                    first = number;
                    break;
                case "--seed" when isNumber:
                    traced = number;
                    break;
                case "--seconds" when isNumber && number is > 0 and <= 86_400:
                    seconds = number;
                    break;
                case "--mutation" when !isNumber && Enum.TryParse(text, out mutation):
                    break;
                default:
                    Console.Error.WriteLine(Usage);
                    return 2;
            }
        }

        return traced is { } seed
            ? Trace(ClusterRun.Of(PlanMaker.Make(seed, (int)seconds), mutation, traced: true))
            : RunAll(new Batch((int)seconds), first, count, mutation);
    }

    private static int Trace(RunResult result)
    {
        Console.Write(result.Trace);
        Console.WriteLine($"seed {result.Plan.Seed}: {result.Violation?.ToString() ?? "no violation"}");
        return result.Violation is null ? 0 : 1;
    }

    private static int RunAll(Batch batch, ulong first, ulong count, Mutation mutation)
    {
        long clock = Stopwatch.GetTimestamp();
        IReadOnlyList<RunResult> failures = batch.Run(first, count, MaxFailures, mutation);
        double elapsed = Stopwatch.GetElapsedTime(clock).TotalSeconds;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{batch.Runs} runs, {batch.Requests} requests, {batch.SimulatedSeconds / elapsed:0} simulated seconds a second"));
        foreach (RunResult failure in failures)
            Console.WriteLine($"seed {failure.Plan.Seed}: {failure.Violation}");
        return failures.Count == 0 ? 0 : 1;
    }
}
