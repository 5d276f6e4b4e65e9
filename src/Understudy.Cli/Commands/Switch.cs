using System.CommandLine;
using Understudy.Cli.Hosting;

namespace Understudy.Cli.Commands;

/// <summary>An option without a value; its environment variable is <c>1</c> or <c>0</c>.</summary>
internal sealed class Switch
{
    public Switch(string name, string help, params string[] aliases)
    {
        Variable = SettingVariable.Of(name);
        Option = new ShownOption<bool>(SettingVariable.OptionOf(name), Variable, aliases)
        {
            Description = help,
            Arity = ArgumentArity.Zero,
        };
    }

    public Option<bool> Option { get; }

    public string Variable { get; }

    /// <summary>The property of the library's options that it sets, where the library may refuse it.</summary>
    public string? Property { get; init; }

    /// <exception cref="UsageException">The variable is neither.</exception>
    public bool Read(ParseResult parse, Func<string, string?> environment)
    {
        if (parse.GetResult(Option) is { Implicit: false })
            return true;
        return environment(Variable) switch
        {
            null or "" or "0" or "false" => false,
            "1" or "true" => true,
            var text => throw new UsageException($"{Variable}: '{text}' will not do; it must be 1 or 0."),
        };
    }
}
