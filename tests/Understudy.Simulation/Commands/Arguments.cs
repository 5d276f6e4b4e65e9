using System.Globalization;
using Understudy.Simulation.Mutations;

namespace Understudy.Simulation.Commands;

/// <summary>What is asked of the program.</summary>
internal sealed record Arguments
{
    public const string Usage =
        """
        usage: --seeds N | --minutes M | --seed S | --plan FILE | --mutations, and any of
               --first S  --seconds N  --threads N  --mutation NAME  --failures N  --ranges N
               --write FILE (of the table of --mutations)
        """;

    private const int MaxSeconds = 86_400;
    private const int MaxThreads = 1024;

    /// <summary>How many seeds, or how many until a mutation must be caught.</summary>
    public ulong? Seeds { get; init; }

    public double? Minutes { get; init; }

    public ulong First { get; init; } = 1;

    /// <summary>The one seed to run and to trace.</summary>
    public ulong? Seed { get; init; }

    /// <summary>The file of the one plan to run and to trace.</summary>
    public string? Plan { get; init; }

    public int Seconds { get; init; } = 60;

    public int Threads { get; init; } = Environment.ProcessorCount;

    public int Failures { get; init; } = 5;

    public int Ranges { get; init; } = 15;

    public Mutation Mutation { get; init; }

    /// <summary>Whether to hold all mutations against the checks.</summary>
    public bool IsTable { get; init; }

    /// <summary>The file that the table is written to, too; null where there is none.</summary>
    public string? TableFile { get; init; }

    /// <returns>Null where it is wrong.</returns>
    public static Arguments? Parse(ReadOnlySpan<string> args, out string problem)
    {
        var parsed = new Arguments();
        problem = string.Empty;
        while (args is [var name, .. var rest])
        {
            bool isSwitch = name == "--mutations";
            string? value = isSwitch ? string.Empty : rest is [var next, ..] ? next : null;
            if (value is null || parsed.With(name, value) is not { } more)
            {
                problem = value is null
                    ? $"{name} needs a value, or is unknown"
                    : $"{name} {value} is not understood".TrimEnd();
                return null;
            }

            parsed = more;
            args = isSwitch ? rest : rest[1..];
        }

        int ways = (parsed.Seed is null ? 0 : 1) + (parsed.Plan is null ? 0 : 1) + (parsed.IsTable ? 1 : 0);
        bool isMixed = ways > 1 || (ways == 1 && parsed.Minutes is not null);
        if (isMixed)
            problem = "--minutes, --seed, --plan and --mutations exclude each other";
        else if (parsed.TableFile is not null && !parsed.IsTable)
            problem = "--write is for the table of --mutations";
        return problem.Length > 0 ? null : parsed;
    }

    private Arguments? With(string name, string value) => name switch
    {
        "--seeds" => Number(value, 1, ulong.MaxValue) is { } number ? this with { Seeds = number } : null,
        "--first" => Number(value, 0, ulong.MaxValue) is { } number ? this with { First = number } : null,
        "--seed" => Number(value, 0, ulong.MaxValue) is { } number ? this with { Seed = number } : null,
        "--seconds" => Number(value, 1, MaxSeconds) is { } number ? this with { Seconds = (int)number } : null,
        "--threads" => Number(value, 1, MaxThreads) is { } number ? this with { Threads = (int)number } : null,
        "--failures" => Number(value, 1, int.MaxValue) is { } number ? this with { Failures = (int)number } : null,
        "--ranges" => Number(value, 1, 1000) is { } number ? this with { Ranges = (int)number } : null,
        "--minutes" => Time(value) is { } minutes ? this with { Minutes = minutes } : null,
        "--mutation" => Named(value) is { } mutation ? this with { Mutation = mutation } : null,
        "--write" => this with { TableFile = value },
        "--plan" => this with { Plan = value },
        "--mutations" => this with { IsTable = true },
        _ => null,
    };

    private static ulong? Number(string text, ulong least, ulong most)
        => ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out ulong number)
            && number >= least && number <= most ? number : null;

    private static double? Time(string text)
        => double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double minutes)
            && minutes is > 0 and < 100_000 ? minutes : null;

    private static Mutation? Named(string text)
        => Enum.GetValues<Mutation>().Cast<Mutation?>().FirstOrDefault(mutation => mutation.ToString() == text);
}
