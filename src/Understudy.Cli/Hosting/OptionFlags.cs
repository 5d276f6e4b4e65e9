namespace Understudy.Cli.Hosting;

/// <summary>
/// The library's messages name its options, as in <c>NetworkOptions.Interface</c>. Whoever uses this program knows them
/// as options of the command line.
/// </summary>
internal static class OptionFlags
{
    public const string Interface = "--interface";
    public const string Group = "--group";
    public const string HeartbeatGroup = "--heartbeat-group";
    public const string Id = "--id";

    private static readonly (string Name, string Flag)[] All =
    [
        ($"{nameof(NetworkOptions)}.{nameof(NetworkOptions.Interface)}", Interface),
        ($"{nameof(NetworkOptions)}.{nameof(NetworkOptions.RequestGroup)}", Group),
        ($"{nameof(NetworkOptions)}.{nameof(NetworkOptions.HeartbeatGroup)}", HeartbeatGroup),
        ($"{nameof(NetworkOptions)}.{nameof(NetworkOptions.TimeToLive)}", "--ttl"),
        ($"{nameof(MembershipOptions)}.{nameof(MembershipOptions.Period)}", "--heartbeat"),
        ($"{nameof(MembershipOptions)}.{nameof(MembershipOptions.MaxServers)}", "--max-servers"),
        ($"{nameof(MembershipOptions)}.{nameof(MembershipOptions.Countdown)}", "--countdown"),
        ($"{nameof(MembershipOptions)}.{nameof(MembershipOptions.ActiveFrom)}", "--active-from"),
        ($"{nameof(MembershipOptions)}.{nameof(MembershipOptions.EligibleFrom)}", "--eligible-from"),
        ($"{nameof(UnderstudyServerOptions)}.{nameof(UnderstudyServerOptions.Id)}", Id),
    ];

    /// <summary>A message of the library's, in the words of the command line.</summary>
    public static string Spell(string message)
    {
        foreach ((string name, string flag) in All)
            message = message.Replace(name, flag, StringComparison.Ordinal);
        return message;
    }
}
