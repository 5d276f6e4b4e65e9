using System.CommandLine;
using System.Globalization;
using Understudy.Cli.Hosting;

namespace Understudy.Cli.Commands;

/// <summary>Makes settings of the kinds that several commands have.</summary>
internal static class Setting
{
    public static Setting<int?> Number(
        string name, (string Text, int? Default) help, string? property = null, (int? Least, int? Most)? range = null)
        => new(name, "a whole number", ("number", help.Text, Show(help.Default)), WholeNumber)
        {
            Property = property,
            Range = range,
        };

    public static Setting<TimeSpan?> Duration(
        string name,
        (string Text, TimeSpan? Default) help,
        string? property = null,
        (TimeSpan? Least, TimeSpan? Most)? range = null)
        => new(name, Cli.Duration.Expected, ("duration", help.Text, Show(help.Default)), Cli.Duration.Parse)
        {
            Property = property,
            Range = range,
        };

    public static Setting<string?> Text(
        string name, string expected, (string Value, string Text, string? Default) help, string property)
        => new(name, expected, help, text => text.Length > 0 ? text : null) { Property = property };

    public static Setting<GroupAddress?> Group(string name, (string Text, GroupAddress Default) help, string property)
        => new(
            name,
            "an IPv4 address and port such as 239.255.77.1:5107",
            ("address:port", help.Text, help.Default.ToString()),
            Group)
        {
            Property = property,
        };

    /// <summary>A value as it is typed.</summary>
    public static string? Show<T>(T value)
        => value is TimeSpan span ? Cli.Duration.Format(span)
            : value is IFormattable number ? number.ToString(null, CultureInfo.InvariantCulture)
            : value?.ToString();

    private static GroupAddress? Group(string text)
        => GroupAddress.TryParse(text, out GroupAddress? group) ? group : null;

    /// <summary>Reads a whole number; null for a text that is none.</summary>
    public static int? WholeNumber(string text)
        => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value)
            ? value
            : null;
}

/// <summary>
/// One option of a command, which can also be given as an environment variable; the command line wins.
/// </summary>
/// <remarks>
/// The parser of the command line sees every value as mere text: reading it here, after parsing, gives the option and
/// the variable one path and one message, and lets a default or a range depend on other options.
/// </remarks>
/// <typeparam name="T">A type that has null, which is a setting that is not given.</typeparam>
internal sealed class Setting<T>
{
    private readonly string _expected;
    private readonly Func<string, T> _parser;

    /// <param name="name">
    /// The option, <c>--max-servers</c>; its variable is then <c>UNDERSTUDY_MAX_SERVERS</c>. With a command in front,
    /// <c>demo --servers</c>, the variable's name has it, too.
    /// </param>
    /// <param name="expected">What a value must be, to complete the sentence "it must be …".</param>
    /// <param name="help">The value's name in angle brackets, what it is, and its default.</param>
    /// <param name="parser">Reads the value; null for a text that is none.</param>
    public Setting(
        string name, string expected, (string Value, string Text, string? Default) help, Func<string, T> parser)
    {
        _expected = expected;
        _parser = parser;
        Variable = SettingVariable.Of(name);
        Option = new ShownOption<string?>(SettingVariable.OptionOf(name), Variable)
        {
            HelpName = help.Value,
            Description = help.Text,
            Default = help.Default,
        };
    }

    public Option<string?> Option { get; }

    public string Variable { get; }

    /// <summary>
    /// The name of the property of the library's options it sets, where the library checks its range.
    /// </summary>
    public string? Property { get; init; }

    /// <summary>The range, both ends included, where the library does not know it.</summary>
    public (T Least, T Most)? Range { get; init; }

    /// <summary>A value that is right though the range does not have it.</summary>
    public T? Never { get; init; }

    /// <summary>
    /// Reads the value, null where it is not given, and tells the option or the variable it came from.
    /// </summary>
    /// <exception cref="UsageException">There is a text, and it is no such value, or none of the range.</exception>
    public (T? Value, string Origin) Find(
        ParseResult parse, Func<string, string?> environment, (T Least, T Most)? range = null)
    {
        range ??= Range;
        string origin = Option.Name;
        string? text = parse.GetValue(Option);
        if (text is null)
        {
            text = environment(Variable);
            // An empty variable is how a script takes one away.
            if (string.IsNullOrEmpty(text))
                return (default, origin);
            origin = Variable;
        }

        if (_parser(text) is not { } value)
            throw new UsageException($"{origin}: '{text}' will not do; it must be {Expect(range)}.");
        if (range is ({ } least, { } most) && !IsWithin(value, least, most))
        {
            throw new UsageException(
                $"{origin}: {Setting.Show(value)} is out of range; "
                + $"it must be from {Setting.Show(least)} to {Setting.Show(most)}.");
        }

        return (value, origin);
    }

    private string Expect((T Least, T Most)? range)
        => range is (int least, int most) ? $"{_expected} from {least} to {most}" : _expected;

    private bool IsWithin(T value, T least, T most)
        => value!.Equals(Never)
        || (Comparer<T>.Default.Compare(value, least) >= 0 && Comparer<T>.Default.Compare(value, most) <= 0);
}
