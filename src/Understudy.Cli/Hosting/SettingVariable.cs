namespace Understudy.Cli.Hosting;

/// <summary>How an option's environment variable is called.</summary>
internal static class SettingVariable
{
    public const string Prefix = "UNDERSTUDY_";

    public static string Of(string option)
        => Prefix + option.TrimStart('-').Replace('-', '_').ToUpperInvariant();
}
