using System.CommandLine;
using Understudy.Cli.Hosting;

namespace Understudy.Cli.Commands;

/// <summary>Reads one command's settings, and remembers where each was found, for the messages about them.</summary>
internal sealed class Binder
{
    private readonly ParseResult _parse;
    private readonly Func<string, string?> _environment;
    private readonly Dictionary<string, string> _origins = [];

    public Binder(ParseResult parse, Func<string, string?> environment)
    {
        _parse = parse;
        _environment = environment;
    }

    /// <summary>The value, or null where it is not given.</summary>
    /// <param name="setting">What to read.</param>
    /// <param name="range">The range, where it depends on other settings.</param>
    public T? Read<T>(Setting<T> setting, (T Least, T Most)? range = null)
    {
        (T? value, string origin) = setting.Find(_parse, _environment, range);
        if (setting.Property is { } property)
            _origins[property] = origin;
        return value;
    }

    public bool Read(Switch option)
    {
        if (option.Property is { } property)
            _origins[property] = option.Option.Name;
        return option.Read(_parse, _environment);
    }

    /// <summary>Runs the library's own checks, and gives their complaints the spelling the user knows.</summary>
    /// <exception cref="UsageException">A value is out of its range.</exception>
    public void Check(Action validate)
    {
        try
        {
            validate();
        }
        catch (InvalidOptionException invalid)
        {
            string origin = _origins.GetValueOrDefault(invalid.Option, invalid.Option);
            throw new UsageException($"{origin}: {OptionFlags.Spell(invalid.Problem)}");
        }
    }
}
