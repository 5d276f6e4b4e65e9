using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.Globalization;
using Understudy.Cli.Hosting;
using Understudy.Cli.Rendering;

namespace Understudy.Cli.Commands;

/// <summary>
/// The help of the program or of one command. The parser's own page has no place for examples, and breaks words on a
/// narrow terminal.
/// </summary>
internal sealed class HelpPage
{
    private const int MinWidth = 30;
    private const int MaxWidth = 100;

    /// <summary>On a narrower terminal what a thing is stands below its name, not beside it.</summary>
    private const int MinWidthOfColumns = 70;

    private const string Indent = "  ";
    private const string Deeper = "      ";

    private readonly Command _command;
    private readonly TextWriter _output;
    private readonly int _width;

    private HelpPage(Command command, TextWriter output, int width)
    {
        _command = command;
        _output = output;
        _width = Math.Clamp(width, MinWidth, MaxWidth);
    }

    public static void Write(Command command, TextWriter output, int width)
        => new HelpPage(command, output, width).Write();

    private void Write()
    {
        bool isRoot = _command is RootCommand;
        string usage = string.Concat(_command.Arguments.Select(one => $" [{one.Name}]")) + " [options]";
        WriteLine(_command.Description!);
        _output.WriteLine();
        WriteLine($"Usage: understudy {(isRoot ? "COMMAND" : _command.Name)}{(isRoot ? " [options]" : usage)}");
        WriteSection("Commands:", _command.Subcommands.Select(one => (one.Name, one.Description!)));
        WriteSection("Arguments:", _command.Arguments.Select(one => (one.Name, one.Description!)));
        WriteSection("Options:", Options().Select(one => (NameOf(one), Describe(one))));
        if (_command is ProgramCommand command)
        {
            WriteExamples(command.Examples);
            WriteSection(
                "Exit codes:",
                command.Exits.Select(one => (one.Code.ToString(CultureInfo.InvariantCulture), one.When)));
        }
        else if (isRoot)
        {
            _output.WriteLine();
            WriteLine("'understudy help COMMAND' shows a command's options, examples and exit codes.");
        }
    }

    /// <summary>Its own first, then those of every command.</summary>
    private IEnumerable<Option> Options()
        => _command.Options.Concat(_command.Parents.OfType<RootCommand>().SelectMany(root => root.Options))
            .Where(one => !one.Hidden);

    private static string NameOf(Option option)
    {
        // The parser also takes /h, as on Windows, which is no name of ours.
        IEnumerable<string> names = option.Aliases.Append(option.Name)
            .Where(name => name.StartsWith('-'))
            .OrderBy(name => name.Length);
        return string.Join(", ", names) + (option.HelpName is { } value ? $" <{value}>" : "");
    }

    private static string Describe(Option option) => option switch
    {
        HelpOption => "Show this.",
        VersionOption => "Show the version.",
        IShownOption { Default: { } value } shown => $"{option.Description} (default: {value}) [{shown.Variable}]",
        IShownOption shown => $"{option.Description} [{shown.Variable}]",
        _ => option.Description!,
    };

    private void WriteSection(string title, IEnumerable<(string Name, string Text)> rows)
    {
        (string Name, string Text)[] all = [.. rows];
        if (all.Length == 0)
            return;
        _output.WriteLine();
        _output.WriteLine(title);
        int column = Indent.Length + all.Max(row => row.Name.Length) + 2;
        foreach ((string name, string text) in all)
        {
            if (_width < MinWidthOfColumns && column > _width / 3)
            {
                WriteLine(Indent + name);
                WriteLine(Deeper + text);
                continue;
            }

            // Wrapped as if indented to the column, whose first line then has the name in the place of blanks.
            string wrapped = WordWrap.At(_width, new string(' ', column) + text);
            _output.WriteLine((Indent + name).PadRight(column) + wrapped[column..]);
        }
    }

    private void WriteExamples(IReadOnlyList<(string Line, string Does)> examples)
    {
        _output.WriteLine();
        _output.WriteLine("Examples:");
        foreach ((string line, string does) in examples)
        {
            WriteLine($"{Indent}understudy {line}");
            WriteLine(Deeper + does);
        }
    }

    private void WriteLine(string text) => _output.WriteLine(WordWrap.At(_width, text));

    /// <summary>What <c>--help</c> does, wherever it stands.</summary>
    public sealed class Action : SynchronousCommandLineAction
    {
        private readonly Func<int> _width;

        public Action(Func<int> width) => _width = width;

        public override bool ClearsParseErrors => true;

        public override int Invoke(ParseResult parseResult)
        {
            Write(parseResult.CommandResult.Command, parseResult.InvocationConfiguration.Output, _width());
            return ExitCode.Ok;
        }
    }
}
