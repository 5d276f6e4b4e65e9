using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.Reflection;
using Understudy.Cli.Demo;
using Understudy.Cli.Hosting;

namespace Understudy.Cli.Commands;

/// <summary>
/// The whole program: reads the command line, runs one command, and turns whatever happens into an exit code.
/// </summary>
internal static class CommandLine
{
    /// <summary>On a narrower terminal two columns have no room left for words; its own wrapping does better.</summary>
    private const int MinHelpWidth = 30;

    private const int MaxHelpWidth = 100;

    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, ProgramContext context)
    {
        // A response file would let '@x' be read from the disk; bundling would take '-v3' apart.
        var configuration = new ParserConfiguration { ResponseFileTokenReplacer = null, EnablePosixBundling = false };
        ParseResult parse = Build(context).Parse(arguments, configuration);
        if (parse.Action is null or ParseErrorAction)
        {
            UsageErrors.Write(parse, context.Error);
            return ExitCode.Usage;
        }

        return await RunAsync(parse, context).ConfigureAwait(false);
    }

    private static async Task<int> RunAsync(ParseResult parse, ProgramContext context)
    {
        try
        {
            int code = await parse.InvokeAsync(
                new InvocationConfiguration
                {
                    Output = context.Output,
                    Error = context.Error,
                    EnableDefaultExceptionHandler = false,
                    ProcessTerminationTimeout = null,
                },
                context.Stopping).ConfigureAwait(false);
            await context.Output.FlushAsync(CancellationToken.None).ConfigureAwait(false);
            return code;
        }
        catch (UsageException problem)
        {
            UsageErrors.Write(problem, parse.CommandResult.Command, context.Error);
            return problem.ExitCode;
        }
        catch (OperationCanceledException) when (context.Stopping.IsCancellationRequested)
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
            string message = Printable.Escape(OptionFlags.Spell(failure.Message));
            await context.Error.WriteLineAsync("understudy: " + what + message)
                .ConfigureAwait(false);
            return ExitCode.Failure;
        }
    }

    private static RootCommand Build(ProgramContext context)
    {
        var root = new RootCommand(
            "Several identical servers on one network: exactly one answers, and the next already stands in.")
        {
            HelpName = "understudy",
        };
        root.Directives.Clear();
        root.Add(ServeCommand.Build(context));
        root.Add(CalcCommand.Build(context));
        root.Add(DemoCommand.Build(context));
        root.Add(BenchCommand.Build(context));
        foreach (Option option in root.Options)
        {
            if (option is HelpOption { Action: HelpAction help })
                help.MaxWidth = Math.Clamp(context.Width(), MinHelpWidth, MaxHelpWidth);
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
