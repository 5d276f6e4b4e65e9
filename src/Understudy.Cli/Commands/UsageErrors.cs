using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.RegularExpressions;
using Understudy.Cli.Hosting;
using Understudy.Cli.Rendering;

namespace Understudy.Cli.Commands;

/// <summary>
/// Says what is wrong with a command line, in five lines at most: the parser's own action fills a screen.
/// </summary>
internal static partial class UsageErrors
{
    private const int MaxErrors = 3;

    public static void Write(ParseResult parse, ProgramContext context)
    {
        Command command = parse.CommandResult.Command;
        foreach (string line in Describe(parse, command).Take(MaxErrors))
            context.Tell("understudy: " + Printable.Escape(line));
        WriteHint(command, context);
    }

    public static void Write(UsageException problem, Command command, ProgramContext context)
    {
        context.Tell("understudy: " + Printable.Escape(problem.Message));
        WriteHint(command, context);
    }

    public static string NoSuchCommand(string name, RootCommand root)
        => $"there is no command '{name}'." + Suggest(name, root.Subcommands.Select(one => one.Name));

    /// <summary>
    /// What to say of an argument that was meant as an option; null where there is none. An expression may begin with a
    /// minus, so the parser takes <c>--verbos</c> for one. No expression is a bare word after a minus, though.
    /// </summary>
    public static string? OfArgument(CommandResult command)
        => command.Children.OfType<ArgumentResult>().FirstOrDefault()?.Tokens is [{ } token]
            && BareWord().IsMatch(token.Value)
                ? NoSuchOption(token.Value, command.Command, isAfterDashes: true)
                : null;

    /// <param name="token">The option as it was typed.</param>
    /// <param name="command">The command that does not have it, or not in that place.</param>
    /// <param name="isAfterDashes">Whether it may stand after <c>--</c>.</param>
    private static string NoSuchOption(string token, Command command, bool isAfterDashes)
    {
        string name = token.Split('=')[0];
        string[] known = [.. Names(command)];
        if (known.Contains(name))
        {
            return isAfterDashes
                ? $"'{token}' stands after '--', where nothing is an option."
                : $"'{token}' comes after the command, as in 'understudy {command.Name} {token}'.";
        }

        RootCommand root = command as RootCommand ?? command.Parents.OfType<RootCommand>().First();
        Command? other = root.Subcommands.FirstOrDefault(one => Names(one).Contains(name));
        if (other is null)
            return $"there is no option '{token}'." + Suggest(name, known);
        return command is RootCommand
            ? $"'{token}' comes after a command, as in 'understudy {other.Name} {token}'."
            : $"'{token}' is no option of '{command.Name}'." + Suggest(name, known, $" '{other.Name}' has it.");
    }

    private static void WriteHint(Command command, ProgramContext context)
    {
        string name = command is RootCommand ? "" : command.Name + " ";
        context.Tell($"Try 'understudy {name}--help'.");
    }

    private static IEnumerable<string> Describe(ParseResult parse, Command command)
    {
        if (OfArgument(parse.CommandResult) is { } mistyped)
        {
            yield return mistyped;
            yield break;
        }

        bool hasDashes = parse.Tokens.Any(token => token.Type == TokenType.DoubleDash);
        // What follows an unknown option is most likely its value.
        string[] options = [.. parse.UnmatchedTokens.Where(token => token.StartsWith('-'))];
        foreach (string token in options.Length > 0 ? options : parse.UnmatchedTokens.Take(1))
        {
            if (token.StartsWith('-'))
                yield return NoSuchOption(token, command, hasDashes);
            else if (command is RootCommand root)
                yield return NoSuchCommand(token, root);
            else
                yield return $"'{token}' is one argument too many." + Advise(token, command);
        }

        if (parse.UnmatchedTokens.Count > 0)
            yield break;
        if (command is RootCommand)
        {
            IEnumerable<string> names = command.Subcommands.OfType<ProgramCommand>().Select(one => one.Name);
            yield return $"name a command: {string.Join(", ", names)}.";
            yield break;
        }

        foreach (ParseError one in parse.Errors)
            yield return one.Message;
    }

    private static string Advise(string token, Command command)
        => command is ProgramCommand { Arguments.Count: > 0 } ? " Put the expression in quotes."
            : (command as ProgramCommand)?.Meant(token) is { } meant ? $" Did you mean '{meant}'?"
            : "";

    private static string Suggest(string name, IEnumerable<string> known, string otherwise = "")
        => EditDistance.Nearest(name, known) is { } meant ? $" Did you mean '{meant}'?" : otherwise;

    private static IEnumerable<string> Names(Command command)
        => command.Options.Where(option => !option.Hidden).SelectMany(option => option.Aliases.Append(option.Name))
            .Concat(["--help", "-h", "--version"]);

    [GeneratedRegex(@"\A--?[a-zA-Z][a-zA-Z-]*(=.*)?\z")]
    private static partial Regex BareWord();
}
