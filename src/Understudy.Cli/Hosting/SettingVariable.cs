namespace Understudy.Cli.Hosting;

/// <summary>How an option's environment variable is called.</summary>
/// <remarks>
/// What is set for the servers and clients of a machine must not change what the demonstration or a measurement does
/// there. So their own options, which are written with the command in front here, have it in the variable's name.
/// </remarks>
internal static class SettingVariable
{
    public const string Prefix = "UNDERSTUDY_";

    /// <summary>
    /// As in <c>UNDERSTUDY_MAX_SERVERS</c>, and for <c>demo --servers</c> in <c>UNDERSTUDY_DEMO_SERVERS</c>.
    /// </summary>
    public static string Of(string name)
        => Prefix
            + name.Replace(" --", "-", StringComparison.Ordinal).TrimStart('-').Replace('-', '_').ToUpperInvariant();

    /// <summary>The option alone.</summary>
    public static string OptionOf(string name) => name[name.IndexOf("--", StringComparison.Ordinal)..];
}
