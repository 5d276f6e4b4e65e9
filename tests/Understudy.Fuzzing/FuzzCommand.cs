using System.CommandLine;
using Understudy.Fuzzing.Targets;

namespace Understudy.Fuzzing;

/// <summary>The command line of this program.</summary>
internal static class FuzzCommand
{
    public static Task<int> RunAsync(string[] arguments, TextWriter output, TextWriter error)
    {
        var target = new Option<string>("--target")
        {
            Description = $"What to fuzz: {string.Join(", ", AllTargets.Names)}.",
            DefaultValueFactory = _ => AllTargets.All,
        };
        var inputs = new Option<long>("--inputs")
        {
            Description = "How many inputs for each target.",
            DefaultValueFactory = _ => 100_000,
        };
        var seed = new Option<ulong>("--seed")
        {
            Description = "Decides all that is random; the same seed tries the same inputs.",
            DefaultValueFactory = _ => 1,
        };
        var minutes = new Option<double?>("--minutes")
        {
            Description = "The longest for each target, where its inputs take longer than that.",
        };
        var parts = new Option<int>("--parts")
        {
            Description = "How many workers share the inputs of a target; each has a seed of its own.",
            DefaultValueFactory = _ => 2,
        };
        var failures = new Option<string>("--failures")
        {
            Description = "Where to write inputs that failed.",
            DefaultValueFactory = _ => "artifacts/fuzzing",
        };
        var blind = new Option<bool>("--blind") { Description = "Without the guidance of coverage, for comparison." };
        var slowest = new Option<bool>("--slowest") { Description = "Show the slowest input of each target too." };
        var replay = new Option<string?>("--replay")
        {
            Description = "Run the target on the inputs of this .hex file, in the code as it was built.",
        };
        var root = new RootCommand("Tries changed inputs on every parser, guided by what they reach.")
        {
            target, inputs, seed, minutes, parts, failures, blind, slowest, replay,
        };
        target.Validators.Add(result =>
        {
            if (AllTargets.Named(result.GetValueOrDefault<string>()).Count == 0)
                result.AddError($"There is no such target; name one of {string.Join(", ", AllTargets.Names)}.");
        });
        root.SetAction((parse, cancellationToken) =>
        {
            IReadOnlyList<string> names = AllTargets.Named(parse.GetValue(target)!);
            if (parse.GetValue(replay) is { } file)
                return Task.FromResult(Replay.Run(names, file, output));
            var session = new FuzzSession
            {
                Targets = names,
                Inputs = parse.GetValue(inputs),
                Seed = parse.GetValue(seed),
                Time = parse.GetValue(minutes) is { } limit ? TimeSpan.FromMinutes(limit) : null,
                Parts = Math.Max(1, parse.GetValue(parts)),
                ShowsSlowest = parse.GetValue(slowest),
                IsBlind = parse.GetValue(blind),
                FailureFolder = parse.GetValue(failures)!,
                Output = output,
            };
            return session.RunAsync(cancellationToken);
        });
        return root.Parse(arguments).InvokeAsync(new InvocationConfiguration { Output = output, Error = error });
    }
}
