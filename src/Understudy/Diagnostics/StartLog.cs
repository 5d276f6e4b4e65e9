using System.Reflection;
using Microsoft.Extensions.Logging;

namespace Understudy.Diagnostics;

/// <summary>The line with which a server starts: all that must agree within a cluster, and where it is.</summary>
internal static partial class StartLog
{
    private static readonly string Version = typeof(StartLog).Assembly
        .GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "unknown";

    public static void Started(
        this ILogger logger, UnderstudyServerOptions options, string place, TimeSpan listening)
    {
        NetworkOptions network = options.Network;
        MembershipOptions membership = options.Membership;
        logger.Started(
            Version,
            network.Cluster,
            network.Dialect,
            place,
            network.RequestGroup,
            network.HeartbeatGroup,
            membership.Period.TotalSeconds,
            membership.Countdown,
            membership.ActiveFrom,
            membership.EligibleFrom,
            membership.MaxServers,
            listening.TotalSeconds);
    }

    [LoggerMessage(
        1,
        LogLevel.Information,
        "version {Version} starts on {Place}: cluster {Cluster}, {Dialect} dialect, requests {RequestGroup}, "
        + "heartbeats {HeartbeatGroup} every {PeriodSeconds:0.###} s, countdown {Countdown}, active from {ActiveFrom}, "
        + "eligible from {EligibleFrom}, ids to {MaxServers}; listening for {ListeningSeconds:0.###} s before it "
        + "answers")]
    private static partial void Started(
        this ILogger logger,
        string version,
        string cluster,
        Dialect dialect,
        string place,
        GroupAddress requestGroup,
        GroupAddress heartbeatGroup,
        double periodSeconds,
        int countdown,
        int activeFrom,
        int eligibleFrom,
        int maxServers,
        double listeningSeconds);
}
