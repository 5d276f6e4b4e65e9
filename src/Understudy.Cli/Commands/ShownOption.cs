using System.CommandLine;

namespace Understudy.Cli.Commands;

/// <summary>An option that an environment variable sets, too.</summary>
/// <typeparam name="T">What the parser makes of it.</typeparam>
internal sealed class ShownOption<T> : Option<T>, IShownOption
{
    public ShownOption(string name, string variable, params string[] aliases)
        : base(name, aliases) => Variable = variable;

    public string Variable { get; }

    public string? Default { get; init; }
}
