using System.CommandLine;
using System.CommandLine.Invocation;
using Understudy.Cli.Commands;
using Understudy.Cli.Hosting;

namespace Understudy.Lab.Commands;

/// <summary>The whole program: reads the command line, runs one command, and says what is wrong in a line.</summary>
internal static class LabCommand
{
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, ProgramContext context)
    {
        var root = new RootCommand(
            "What the fault tests need: a hub that can be spoilt, a server that can hang, a client that counts, "
            + "a flood of junk.");
        root.Add(HubCommand.Build(context));
        root.Add(ServeCommand.Build(context));
        root.Add(ProbeCommand.Build(context));
        root.Add(FloodCommand.Build(context));
        ParseResult parse = root.Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parse.Action is null or ParseErrorAction)
        {
            foreach (string problem in parse.Errors.Select(error => error.Message).DefaultIfEmpty("name a command."))
                await context.Error.WriteLineAsync("lab: " + problem).ConfigureAwait(false);
            return ExitCode.Usage;
        }

        try
        {
            var how = new InvocationConfiguration
            {
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null,
            };
            return await parse.InvokeAsync(how, CancellationToken.None).ConfigureAwait(false);
        }
        catch (UsageException problem)
        {
            await context.Error.WriteLineAsync("lab: " + problem.Message).ConfigureAwait(false);
            return ExitCode.Usage;
        }
#pragma warning disable CA1031 // The last resort: a sentence, never a stack trace.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            await context.Error.WriteLineAsync("lab: " + failure.Message).ConfigureAwait(false);
            return ExitCode.Failure;
        }
    }
}
