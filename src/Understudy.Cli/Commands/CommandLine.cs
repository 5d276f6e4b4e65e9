using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using Understudy.Cli.Demo;
using Understudy.Cli.Hosting;
using Understudy.Cli.Rendering;

namespace Understudy.Cli.Commands;

/// <summary>
/// The whole program: reads the command line, runs one command, and turns whatever happens into an exit code.
/// </summary>
internal static class CommandLine
{
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, ProgramContext context)
    {
        // A response file would let '@x' be read from the disk; bundling would take '-v3' apart.
        var configuration = new ParserConfiguration { ResponseFileTokenReplacer = null, EnablePosixBundling = false };
        ParseResult parse = Build(context).Parse(arguments, configuration);
        if (parse.Action is null or ParseErrorAction)
        {
            UsageErrors.Write(parse, context);
            return ExitCode.Usage;
        }

        return await RunAsync(parse, context).ConfigureAwait(false);
    }

    private static async Task<int> RunAsync(ParseResult parse, ProgramContext context)
    {
        try
        {
            if (parse.CommandResult.Command is ProgramCommand && parse.Action is not (HelpPage.Action or VersionAction))
                UnknownVariables.Warn((RootCommand)parse.RootCommandResult.Command, context);
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
            UsageErrors.Write(problem, parse.CommandResult.Command, context);
            return ExitCode.Usage;
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
            await FlushAsync(context.Output).ConfigureAwait(false);
            context.Tell("understudy: " + what + message);
            return ExitCode.Failure;
        }
    }

    /// <summary>What was written before a failure is no part of it, but its output may be what failed.</summary>
    private static async Task FlushAsync(TextWriter output)
    {
        try
        {
            await output.FlushAsync(CancellationToken.None).ConfigureAwait(false);
        }
        catch (IOException)
        {
            // That is being told.
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
        root.Add(HelpCommand.Build(root, context));
        root.Add(new Command("version", "Show the version.") { Action = new VersionAction() });
        foreach (Option option in root.Options)
        {
            if (option is HelpOption)
                option.Action = new HelpPage.Action(context.Width);
            else if (option is VersionOption)
                option.Action = new VersionAction();
            option.Recursive = true;
        }

        return root;
    }
}
