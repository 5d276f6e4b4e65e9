using System.CommandLine;
using Understudy.Cli.Hosting;
using Understudy.Cli.Rendering;

namespace Understudy.Cli.Commands;

/// <summary>
/// Says which environment variables look like settings and are none: one mistyped would be passed over in silence, and
/// a server meant for the network would serve loopback.
/// </summary>
internal static class UnknownVariables
{
    public static void Warn(RootCommand root, ProgramContext context)
    {
        string[] known =
        [
            .. root.Subcommands.SelectMany(one => one.Options).OfType<IShownOption>().Select(one => one.Variable)
                .Distinct(),
        ];
        foreach (string name in context.Variables.Order(StringComparer.Ordinal))
        {
            if (!name.StartsWith(SettingVariable.Prefix, StringComparison.Ordinal) || known.Contains(name))
                continue;
            string meant = string.Join(" or ", Meant(name[SettingVariable.Prefix.Length..], known));
            context.Tell(
                $"understudy: {Printable.Escape(name)} is set, and no setting is called that."
                + (meant.Length == 0 ? "" : $" Did you mean {meant}?"));
        }
    }

    /// <summary>Those that have a command in front, or else the one that a few typing errors turn into it.</summary>
    private static string[] Meant(string name, string[] known)
    {
        string[] ofCommands = [.. known.Where(one => one.EndsWith("_" + name, StringComparison.Ordinal))];
        if (ofCommands.Length > 0)
            return ofCommands;
        string? nearest = EditDistance.Nearest(name, known.Select(one => one[SettingVariable.Prefix.Length..]));
        return nearest is null ? [] : [SettingVariable.Prefix + nearest];
    }
}
