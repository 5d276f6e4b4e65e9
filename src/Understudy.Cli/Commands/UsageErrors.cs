using System.CommandLine;
using System.CommandLine.Parsing;

namespace Understudy.Cli.Commands;

/// <summary>
/// Says what is wrong with a command line, in five lines at most: the parser's own action fills a screen.
/// </summary>
internal static class UsageErrors
{
    private const int MaxErrors = 3;

    public static void Write(ParseResult parse, TextWriter error)
    {
        Command command = parse.CommandResult.Command;
        foreach (string line in Describe(parse, command).Take(MaxErrors))
            error.WriteLine("understudy: " + Printable.Escape(line));
        WriteHint(command, error);
    }

    public static void Write(UsageException problem, Command command, TextWriter error)
    {
        error.WriteLine("understudy: " + Printable.Escape(problem.Message));
        WriteHint(command, error);
    }

    private static void WriteHint(Command command, TextWriter error)
    {
        string name = command is RootCommand ? "" : command.Name + " ";
        error.WriteLine($"Try 'understudy {name}--help'.");
    }

    private static IEnumerable<string> Describe(ParseResult parse, Command command)
    {
        string[] known = [.. Names(command)];
        string advice = command.Arguments.Count > 0 ? " Put the expression in quotes." : "";
        // What follows an unknown option is most likely its value.
        string[] options = [.. parse.UnmatchedTokens.Where(token => token.StartsWith('-'))];
        foreach (string token in options.Length > 0 ? options : parse.UnmatchedTokens.Take(1))
        {
            string? meant = EditDistance.Nearest(token, known);
            string kind = token.StartsWith('-') ? "option" : "command";
            if (kind == "option" || command is RootCommand)
                yield return $"there is no {kind} '{token}'." + (meant is null ? "" : $" Did you mean '{meant}'?");
            else
                yield return $"'{token}' is one argument too many." + advice;
        }

        if (parse.UnmatchedTokens.Count > 0)
            yield break;
        if (command is RootCommand)
        {
            yield return $"name a command: {string.Join(", ", command.Subcommands.Select(sub => sub.Name))}.";
            yield break;
        }

        foreach (ParseError one in parse.Errors)
            yield return one.Message;
    }

    private static IEnumerable<string> Names(Command command)
        => command.Options.Where(option => !option.Hidden).SelectMany(option => option.Aliases.Append(option.Name))
            .Concat(command.Subcommands.Select(sub => sub.Name))
            .Concat(["--help", "--version"]);
}
