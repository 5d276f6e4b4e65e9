using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.Reflection;
using Understudy.Cli.Demo;
using Understudy.Cli.Rendering;

namespace Understudy.Cli.Commands;

/// <summary>
/// The whole program: reads the command line, runs one command, and turns whatever happens into an exit code.
/// </summary>
internal static class CommandLine
{
    /// <summary>On a narrower terminal two columns have no room left for words; its own wrapping does better.</summary>
    private const int NarrowestHelp = 30;

    private const int WidestHelp = 100;

    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, Surroundings surroundings)
    {
        // A response file would let '@x' be read from the disk; bundling would take '-v3' apart.
        ParserConfiguration configuration = new() { ResponseFileTokenReplacer = null, EnablePosixBundling = false };
        ParseResult parse = Build(surroundings).Parse(arguments, configuration);
        if (parse.Action is null or ParseErrorAction)
        {
            UsageErrors.Write(parse, surroundings.Error);
            return ExitCode.Usage;
        }

        return await RunAsync(parse, surroundings).ConfigureAwait(false);
    }

    private static async Task<int> RunAsync(ParseResult parse, Surroundings surroundings)
    {
        try
        {
            int code = await parse.InvokeAsync(
                new InvocationConfiguration
                {
                    Output = surroundings.Output,
                    Error = surroundings.Error,
                    EnableDefaultExceptionHandler = false,
                    ProcessTerminationTimeout = null,
                },
                surroundings.Stopping).ConfigureAwait(false);
            await surroundings.Output.FlushAsync(CancellationToken.None).ConfigureAwait(false);
            return code;
        }
        catch (UsageException problem)
        {
            UsageErrors.Write(problem, parse.CommandResult.Command, surroundings.Error);
            return problem.ExitCode;
        }
        catch (OperationCanceledException) when (surroundings.Stopping.IsCancellationRequested)
        {
            return ExitCode.Interrupted;
        }
        catch (IOException broken) when (StandardOutput.IsBrokenPipe(broken))
        {
            // The reader has seen enough, as in `| head -1`: nothing went wrong here.
            return ExitCode.Ok;
        }
#pragma warning disable CA1031 // The last resort: a sentence, never a stack trace.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            string what = failure is UnderstudyException or IOException or DemoException
                ? ""
                : $"unexpected {failure.GetType().Name}: ";
            await surroundings.Error.WriteLineAsync("understudy: " + what + Printable.Escape(failure.Message))
                .ConfigureAwait(false);
            return ExitCode.Failure;
        }
    }

    private static RootCommand Build(Surroundings surroundings)
    {
        RootCommand root = new(
            "Several identical servers on one network: exactly one answers, and the next already stands in.")
        {
            HelpName = "understudy",
        };
        root.Directives.Clear();
        root.Add(ServeCommand.Build(surroundings));
        root.Add(CalcCommand.Build(surroundings));
        root.Add(DemoCommand.Build(surroundings));
        root.Add(BenchCommand.Build(surroundings));
        foreach (Option option in root.Options)
        {
            if (option is HelpOption { Action: HelpAction help })
                help.MaxWidth = Math.Clamp(surroundings.Width(), NarrowestHelp, WidestHelp);
            else if (option is VersionOption version)
                version.Action = new VersionAction();
        }

        return root;
    }

    private sealed class VersionAction : SynchronousCommandLineAction
    {
        public override bool ClearsParseErrors => true;

        public override int Invoke(ParseResult parseResult)
        {
            string version = typeof(CommandLine).Assembly
                .GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;
            parseResult.InvocationConfiguration.Output.WriteLine("understudy " + version.Split('+')[0]);
            return ExitCode.Ok;
        }
    }
}
