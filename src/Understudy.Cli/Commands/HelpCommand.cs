using System.CommandLine;
using Understudy.Cli.Hosting;

namespace Understudy.Cli.Commands;

/// <summary><c>understudy help</c>, for those who type the word: the same as <c>--help</c>.</summary>
internal static class HelpCommand
{
    public static Command Build(RootCommand root, ProgramContext context)
    {
        var about = new Argument<string?>("COMMAND")
        {
            Description = "Which command; without it, the program.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var command = new Command("help", "Show the help of the program, or of a command.") { about };
        command.SetAction(parse =>
        {
            string? name = parse.GetValue(about);
            Command? found = name is null ? root : root.Subcommands.FirstOrDefault(one => one.Name == name);
            if (found is null)
                throw new UsageException(UsageErrors.NoSuchCommand(name!, root));
            HelpPage.Write(found, context.Output, context.Width());
            return ExitCode.Ok;
        });
        return command;
    }
}
