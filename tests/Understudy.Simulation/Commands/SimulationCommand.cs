using System.Text.Json;
using Understudy.Simulation.Catching;
using Understudy.Simulation.Plans;
using Understudy.Simulation.Running;

namespace Understudy.Simulation.Commands;

/// <summary>
/// The command line of this program: 0 where all promises are kept, 1 where one is broken, 2 where it is misused.
/// </summary>
internal sealed class SimulationCommand
{
    private const string TableHead =
        """
        # Mutations

        The deliberate bugs of the [simulation](../simulation.md), and which promise each of them broke. In each of
        several ranges of seeds, the first seed that finds it: told are the median and the greatest. Written by
        `dotnet run --project tests/Understudy.Simulation -c Release -- --mutations --write docs/measured/mutations.md`.


        """;

    private readonly TextWriter _output;
    private readonly TextWriter _error;
    private readonly string _folder;

    /// <param name="output">Takes what is found.</param>
    /// <param name="error">Takes complaints about the command line.</param>
    /// <param name="folder">Where traces and plans of failures are written.</param>
    public SimulationCommand(TextWriter output, TextWriter error, string folder)
    {
        _output = output;
        _error = error;
        _folder = folder;
    }

    /// <param name="args">The command line.</param>
    /// <param name="stop">Ends it early; what was done so far is printed.</param>
    public int Run(string[] args, CancellationToken stop)
    {
        if (Arguments.Parse(args, out string problem) is not { } arguments)
        {
            _error.WriteLine(problem);
            _error.WriteLine(Arguments.Usage);
            return 2;
        }

        if (arguments.IsTable)
            return RunTable(arguments, stop);
        if (arguments.Seed is { } seed)
            return Trace(PlanMaker.Make(seed, arguments.Seconds), arguments, isPlan: false);
        return arguments.Plan is { } path ? TraceFile(path, arguments) : RunSeeds(arguments, stop);
    }

    private int RunSeeds(Arguments arguments, CancellationToken stop)
    {
        var options = new BatchOptions
        {
            First = arguments.First,
            Count = arguments.Seeds ?? (arguments.Minutes is null ? 100 : ulong.MaxValue),
            Time = arguments.Minutes is { } minutes ? TimeSpan.FromMinutes(minutes) : null,
            Seconds = arguments.Seconds,
            Threads = arguments.Threads,
            MaxFailures = arguments.Failures,
            Mutation = arguments.Mutation,
        };
        var gauge = new Gauge();
        BatchResult result = Batch.Run(options, stop);
        _output.WriteLine(gauge.Describe(result));
        new FailureReport(_output, _folder, arguments).Write(result.Failures);
        return result.Failures.Count == 0 ? 0 : 1;
    }

    private int RunTable(Arguments arguments, CancellationToken stop)
    {
        using var table = new StringWriter();
        var catching = new MutationTable(table, new CatchingOptions
        {
            First = arguments.First,
            Seeds = arguments.Seeds ?? CatchingOptions.DefaultSeeds,
            Seconds = arguments.Seconds,
            Ranges = arguments.Ranges,
            Threads = arguments.Threads,
        });
        bool areCaught = catching.Write(arguments.Mutation, stop);
        _output.Write(table);
        if (arguments.TableFile is { } file)
            File.WriteAllText(file, $"{TableHead}{table}");
        return areCaught ? 0 : 1;
    }

    private int TraceFile(string path, Arguments arguments)
    {
        try
        {
            return Trace(PlanFile.Read(path), arguments, isPlan: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or JsonException)
        {
            _error.WriteLine($"{path} cannot be run: {error.Message}");
            return 2;
        }
    }

    private int Trace(Plan plan, Arguments arguments, bool isPlan)
    {
        RunResult result = ClusterRun.Of(plan, arguments.Mutation, traced: true);
        _output.Write(result.Trace);
        _output.WriteLine();
        if (result.Violation is null)
            _output.WriteLine($"seed {plan.Seed}: no violation");
        else if (isPlan)
            FailureReport.Name(_output, result);
        else
            new FailureReport(_output, _folder, arguments).Write([result]);
        return result.Violation is null ? 0 : 1;
    }
}
