using Understudy.Simulation.Mutations;

namespace Understudy.Simulation.Catching;

/// <summary>Holds the checks against every mutation, and writes a table of how soon each was caught.</summary>
internal sealed class MutationTable
{
    private readonly TextWriter _output;
    private readonly CatchingOptions _options;

    public MutationTable(TextWriter output, CatchingOptions options)
    {
        _output = output;
        _options = options;
    }

    /// <param name="only">The one mutation to look for; all where it is none.</param>
    /// <param name="stop">Ends the table early.</param>
    /// <returns>Whether each was caught in every range.</returns>
    public bool Write(Mutation only, CancellationToken stop)
    {
        Mutation[] mutations = only == Mutation.None
            ? [.. Enum.GetValues<Mutation>().Where(one => one != Mutation.None)]
            : [only];
        Catch?[][] caught = Run(mutations, stop);
        _output.WriteLine("| mutation | what it does | caught by | median | worst |");
        _output.WriteLine("|---|---|---|---|---|");
        for (int row = 0; row < mutations.Length; row++)
            WriteRow(mutations[row], caught[row]);

        int missed = caught.Count(row => row.Contains(null));
        _output.WriteLine();
        _output.WriteLine(
            $"{mutations.Length - missed} of {mutations.Length} mutations are caught within {_options.Seeds} seeds "
            + $"of {_options.Seconds} s in each of {_options.Ranges} ranges");
        return missed == 0;
    }

    private Catch?[][] Run(Mutation[] mutations, CancellationToken stop)
    {
        var trial = new MutationTrial(_options);
        Catch?[][] caught = [.. mutations.Select(_ => new Catch?[_options.Ranges])];
        Parallel.For(
            0,
            mutations.Length * _options.Ranges,
            new ParallelOptions { MaxDegreeOfParallelism = _options.Threads },
            place => caught[place / _options.Ranges][place % _options.Ranges]
                = trial.Run(mutations[place / _options.Ranges], place % _options.Ranges, stop));
        return caught;
    }

    private void WriteRow(Mutation mutation, Catch?[] caught)
    {
        IEnumerable<string> checkers = caught
            .OfType<Catch>()
            .GroupBy(one => one.Checker, StringComparer.Ordinal)
            .OrderByDescending(group => group.Count())
            .ThenBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => $"{group.Key} ({group.Count()})");
        ulong[] seeds = [.. caught.Select(one => one?.Seeds ?? ulong.MaxValue).Order()];
        _output.WriteLine(
            $"| {mutation} | {Description.Of(mutation)} | {string.Join("; ", checkers)} "
            + $"| {Text(seeds[seeds.Length / 2])} | {Text(seeds[^1])} |");
        _output.Flush();
    }

    private string Text(ulong seeds) => seeds == ulong.MaxValue ? $"> {_options.Seeds}" : $"{seeds}";
}
