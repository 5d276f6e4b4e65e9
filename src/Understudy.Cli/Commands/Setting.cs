using System.CommandLine;

namespace Understudy.Cli.Commands;

/// <summary>Reads a value from the text of an option or of an environment variable.</summary>
internal delegate bool TextParser<T>(string text, out T value);

/// <summary>
/// One option of a command, which can also be given as an environment variable; the command line wins.
/// </summary>
/// <remarks>
/// The parser of the command line sees every value as mere text: reading it here, after parsing, gives the option and
/// the variable one path and one message, and lets a default depend on other options.
/// </remarks>
internal sealed class Setting<T>
{
    private readonly TextParser<T> _parser;
    private readonly string _expected;

    /// <param name="name">The option, <c>--max-servers</c>; its variable is then <c>UNDERSTUDY_MAX_SERVERS</c>.</param>
    /// <param name="expected">What a value must be, to complete the sentence "it must be …".</param>
    /// <param name="help">What it is, its default, and the value's name in angle brackets in front.</param>
    /// <param name="parser">Reads the value.</param>
    public Setting(string name, string expected, (string Value, string Text) help, TextParser<T> parser)
    {
        _parser = parser;
        _expected = expected;
        Variable = SettingVariable.Of(name);
        Option = new Option<string?>(name)
        {
            HelpName = help.Value,
            Description = $"{help.Text} [{Variable}]",
        };
    }

    public Option<string?> Option { get; }

    public string Variable { get; }

    /// <summary>
    /// The name of the property of the library's options it sets, where the library checks its range.
    /// </summary>
    public string? Property { get; init; }

    /// <summary>
    /// Reads the value and tells where it was found: the option or the variable. Null where it is not given.
    /// </summary>
    /// <exception cref="UsageException">There is a text, and it is no such value.</exception>
    public (T Value, string Origin)? Find(ParseResult parse, Func<string, string?> environment, string? expected = null)
    {
        string origin = Option.Name;
        string? text = parse.GetValue(Option);
        if (text is null)
        {
            origin = Variable;
            text = environment(Variable);
            // An empty variable is how a script takes one away.
            if (string.IsNullOrEmpty(text))
                return null;
        }

        if (!_parser(text, out T value))
            throw new UsageException($"{origin}: '{text}' will not do; it must be {expected ?? _expected}.");
        return (value, origin);
    }
}
