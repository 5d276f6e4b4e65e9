using System.CommandLine;
using Understudy.Cli.Hosting;

namespace Understudy.Cli.Commands;

/// <summary>What every command does: read its settings, then run with them.</summary>
internal static class CommandAction
{
    /// <param name="command">The command.</param>
    /// <param name="context">Where it runs.</param>
    /// <param name="bind">Reads the settings.</param>
    /// <param name="run">Runs with them.</param>
    public static void Runs<TOptions>(
        this Command command,
        ProgramContext context,
        Func<ParseResult, TOptions> bind,
        Func<TOptions, CancellationToken, Task<int>> run)
        => command.SetAction((parse, cancellationToken) =>
        {
            TOptions options = bind(parse);
            return context.IsRehearsal ? Task.FromResult(ExitCode.Ok) : run(options, cancellationToken);
        });
}
