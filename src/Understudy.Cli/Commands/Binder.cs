using System.CommandLine;
using Understudy.Transport;

namespace Understudy.Cli.Commands;

/// <summary>Reads one command's settings, and remembers where each was found, for the messages about them.</summary>
internal sealed class Binder(ParseResult parse, Func<string, string?> environment)
{
    private readonly Dictionary<string, string> _origins = [];

    public T Read<T>(Setting<T> setting, T otherwise, string? expected = null)
    {
        (T Value, string Origin)? found = setting.Find(parse, environment, expected);
        if (setting.Property is { } property)
            _origins[property] = found?.Origin ?? setting.Option.Name;
        return found is { } given ? given.Value : otherwise;
    }

    public bool Read(Switch option) => option.Read(parse, environment);

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
            string prefix = invalid.Option + ": ";
            string problem = invalid.Message.StartsWith(prefix, StringComparison.Ordinal)
                ? invalid.Message[prefix.Length..]
                : invalid.Message;
            bool isGroup = invalid.Option is nameof(NetworkOptions.RequestGroup) or nameof(NetworkOptions.HeartbeatGroup);
            throw new UsageException($"{origin}: {problem}", isGroup ? ExitCode.Failure : ExitCode.Usage);
        }
    }

    /// <summary>Checks a range of the program's own.</summary>
    /// <exception cref="UsageException">The value lies outside.</exception>
    public void CheckRange(Setting<TimeSpan> setting, TimeSpan value, TimeSpan least, TimeSpan most)
    {
        if (value >= least && value <= most)
            return;
        string origin = setting.Find(parse, environment)?.Origin ?? setting.Option.Name;
        throw new UsageException(
            $"{origin}: {Duration.Format(value)} is out of range; " +
            $"it must be from {Duration.Format(least)} to {Duration.Format(most)}.");
    }
}
