using System.Globalization;
using Understudy.Simulation.Mutations;
using Understudy.Simulation.Plans;
using Understudy.Simulation.Running;
using Understudy.Simulation.Shrinking;
using Understudy.Simulation.Timing;

namespace Understudy.Simulation.Commands;

/// <summary>
/// What is said of runs that failed. The first of each checker is made as short as it gets, and its trace written to a
/// file; of the others there is a line.
/// </summary>
internal sealed class FailureReport
{
    private const int MaxShrunk = 3;
    private const int LastLines = 60;
    private const string Program = "dotnet run --project tests/Understudy.Simulation -c Release --";

    private readonly TextWriter _output;
    private readonly string _folder;
    private readonly Arguments _arguments;

    public FailureReport(TextWriter output, string folder, Arguments arguments)
    {
        _output = output;
        _folder = folder;
        _arguments = arguments;
    }

    private string MutationOption
        => _arguments.Mutation == Mutation.None ? string.Empty : $" --mutation {_arguments.Mutation}";

    public void Write(IReadOnlyList<RunResult> failures)
    {
        var shrunk = new HashSet<string>();
        foreach (RunResult failure in failures)
        {
            _output.WriteLine();
            Name(_output, failure);
            if (shrunk.Count < MaxShrunk && shrunk.Add(failure.Violation!.Checker))
                WriteShrunk(failure, PlanShrinker.Shrink(failure, _arguments.Mutation));
            _output.WriteLine(
                $"the whole run: {Program} --seed {failure.Plan.Seed} --seconds {_arguments.Seconds}{MutationOption}");
        }
    }

    /// <summary>Which promise was broken, and how.</summary>
    public static void Name(TextWriter output, RunResult failure)
        => output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"seed {failure.Plan.Seed} fails: {failure.Violation?.Checker}: {failure.Violation?.What}, "
            + $"at {Seconds(failure.Violation?.At ?? 0)} s"));

    private static string Seconds(long ticks)
        => (ticks / (double)Durations.Second).ToString("0.000000", CultureInfo.InvariantCulture);

    private void WriteShrunk(RunResult failure, ShrunkPlan shrunk)
    {
        Plan plan = shrunk.Plan;
        RunResult result = ClusterRun.Of(plan, _arguments.Mutation, traced: true);
        _output.WriteLine(
            $"{plan.Faults.Length} of {failure.Plan.Faults.Length} faults are enough, "
            + $"with {plan.Servers.Length} servers, "
            + $"{plan.Clients} clients, {plan.RequestsPerSecond} requests a second ({shrunk.Tries} runs tried):");
        foreach (Fault fault in plan.Faults)
            _output.WriteLine($"  {fault}");
        Name(_output, result);

        string file = Path.Combine(
            _folder, $"seed-{failure.Plan.Seed}{(MutationOption.Length > 0 ? $"-{_arguments.Mutation}" : "")}");
        Directory.CreateDirectory(_folder);
        PlanFile.Write($"{file}.json", plan);
        File.WriteAllText($"{file}.txt", result.Trace);
        _output.WriteLine($"the end of {file}.txt:");
        string[] lines = (result.Trace ?? string.Empty).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        foreach (string line in lines.TakeLast(LastLines))
            _output.WriteLine($"  {line}");
        _output.WriteLine($"replay: {Program} --plan {file}.json{MutationOption}");
    }
}
