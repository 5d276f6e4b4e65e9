using System.CommandLine;
using Microsoft.Extensions.Logging;
using Understudy.Cli.Hosting;
using Understudy.Cli.Serving;

namespace Understudy.Cli.Commands;

/// <summary><c>understudy serve</c>: its options, and how they become a <see cref="ServeRun"/>.</summary>
internal sealed class ServeCommand
{
    private static readonly TimeSpan DefaultReport = TimeSpan.FromSeconds(20);

    private static readonly MembershipOptions Membership = new();

    private static readonly (string Text, LogLevel Level)[] Levels =
    [
        ("trace", LogLevel.Trace), ("debug", LogLevel.Debug), ("information", LogLevel.Information),
        ("info", LogLevel.Information), ("warning", LogLevel.Warning), ("error", LogLevel.Error),
        ("none", LogLevel.None),
    ];

    private readonly NetworkSettings _network = new(ofServer: true);

    /// <summary>
    /// Stands for <c>auto</c>; a user who gives this number gets what is told of any other wrong one.
    /// </summary>
    private const int Automatic = int.MinValue;

    private readonly Setting<int?> _id = new(
        OptionFlags.Id,
        "auto, or a whole number",
        (
            "number|auto",
            "This server's own number; of the servers alive, the lowest answers. auto: the lowest that is free.",
            null),
        text => IsAuto(text) ? Automatic : Setting.WholeNumber(text) is { } number and not Automatic ? number : null)
    {
        Property = nameof(UnderstudyServerOptions.Id),
        Never = Automatic,
    };

    private readonly Setting<TimeSpan?> _heartbeat = Setting.Duration(
        "--heartbeat", ("Time between two heartbeats.", Membership.Period), nameof(MembershipOptions.Period));

    private readonly Setting<int?> _countdown = Setting.Number(
        "--countdown",
        ("What a heartbeat sets a server's countdown to.", Membership.Countdown),
        nameof(MembershipOptions.Countdown));

    private readonly Setting<int?> _activeFrom = Setting.Number(
        "--active-from",
        ("Lowest countdown of an active server.", Membership.ActiveFrom),
        nameof(MembershipOptions.ActiveFrom));

    private readonly Setting<int?> _eligibleFrom = Setting.Number(
        "--eligible-from",
        ("Lowest countdown of one that may answer.", Membership.EligibleFrom),
        nameof(MembershipOptions.EligibleFrom));

    private readonly Setting<int?> _maxServers = Setting.Number(
        "--max-servers", ("Highest id in use.", Membership.MaxServers), nameof(MembershipOptions.MaxServers));

    private readonly Setting<TimeSpan?> _igmpRefresh = Setting.Duration(
        "--igmp-refresh",
        ("How often to join the groups again; 0 is never.", new NetworkOptions().IgmpRefresh),
        nameof(NetworkOptions.IgmpRefresh));

    private readonly Setting<TimeSpan?> _waitForNetwork = Setting.Duration(
        "--wait-for-network",
        ("How long to wait at the start for an interface that is not ready; 0 fails at once.",
            new UnderstudyServerOptions().WaitForNetwork),
        nameof(UnderstudyServerOptions.WaitForNetwork));

    private readonly Setting<TimeSpan?> _report = new(
        "--report",
        Duration.Expected,
        ("duration", "How often to print the table of all states; 0 is never.", Setting.Show(DefaultReport)),
        Duration.Parse)
    {
        Range = (TimeSpan.FromMilliseconds(100), TimeSpan.FromHours(24)),
        Never = TimeSpan.Zero,
    };

    private readonly Setting<bool?> _logFormat = new(
        "--log-format", "text or json", ("text|json", "Form of the log on standard error.", "text"), IsJson);

    private readonly Setting<LogLevel?> _logLevel = new(
        "--log-level",
        "trace, debug, information, warning, error or none",
        ("level", "Least severe event to log: trace, debug, information, warning, error or none.", "information"),
        Level);

    private readonly Option<bool> _stopWithStdin = new("--stop-with-stdin")
    {
        Description = "Stop when standard input ends.",
        Hidden = true,
    };

    public static Command Build(ProgramContext context)
    {
        var settings = new ServeCommand();
        var command = new ProgramCommand("serve", "Run one server. Prints one READY line once it hears itself.")
        {
            Examples =
            [
                ("serve --id 1", "A server that only this machine can ask."),
                ("serve --id 2 --interface eth0", "One that the network of eth0 can ask."),
                ("serve --id auto --interface 192.168.1.0/24", "One with any id, on the card of that network."),
            ],
            Exits =
            [
                (ExitCode.Ok, "it has stopped in order, by SIGTERM, SIGINT or SIGHUP"),
                (ExitCode.Failure, "it could not start, as without a network"),
                (ExitCode.Usage, "wrong usage"),
            ],
            Meant = word => IsAuto(word) || Setting.WholeNumber(word) is > 0 ? $"{OptionFlags.Id} {word}" : null,
        };
        command.Add(settings._id.Option);
        settings._network.AddTo(command);
        Option[] others =
        [
            settings._heartbeat.Option, settings._countdown.Option, settings._activeFrom.Option,
            settings._eligibleFrom.Option, settings._maxServers.Option, settings._igmpRefresh.Option,
            settings._waitForNetwork.Option, settings._report.Option, settings._logFormat.Option,
            settings._logLevel.Option, settings._stopWithStdin,
        ];
        foreach (Option option in others)
            command.Add(option);
        command.Runs(
            context,
            parse => settings.Bind(parse, context),
            (options, cancellationToken) => new ServeRun(options, context).RunAsync(cancellationToken));
        return command;
    }

    private ServeOptions Bind(ParseResult parse, ProgramContext context)
    {
        var binder = new Binder(parse, context.Environment);
        var membership = new MembershipOptions();
        membership = membership with
        {
            Period = binder.Read(_heartbeat) ?? membership.Period,
            Countdown = binder.Read(_countdown) ?? membership.Countdown,
            ActiveFrom = binder.Read(_activeFrom) ?? membership.ActiveFrom,
            EligibleFrom = binder.Read(_eligibleFrom) ?? membership.EligibleFrom,
            MaxServers = binder.Read(_maxServers) ?? membership.MaxServers,
        };
        NetworkOptions network = _network.Bind(binder);
        network = network with { IgmpRefresh = binder.Read(_igmpRefresh) ?? network.IgmpRefresh };
        binder.Check(membership.Validate);
        int most = membership.MaxServers;
        int id = binder.Read(_id, (1, most)) ?? throw new UsageException(
            $"--id is missing; give this server a number from 1 to {most} that no other server has, or auto.");
        var server = new UnderstudyServerOptions
        {
            Id = id == Automatic ? null : id,
            Network = network,
            Membership = membership,
            TimeProvider = context.Time,
        };
        server.WaitForNetwork = binder.Read(_waitForNetwork) ?? server.WaitForNetwork;
        binder.Check(server.Validate);
        return new ServeOptions
        {
            Server = server,
            Report = binder.Read(_report) ?? DefaultReport,
            LogsJson = binder.Read(_logFormat) ?? false,
            LogLevel = binder.Read(_logLevel) ?? LogLevel.Information,
            StopsWithStdin = parse.GetValue(_stopWithStdin),
        };
    }

    private static bool IsAuto(string text) => text.Equals("auto", StringComparison.OrdinalIgnoreCase);

    private static bool? IsJson(string text) => text.ToUpperInvariant() switch
    {
        "JSON" => true,
        "TEXT" => false,
        _ => null,
    };

    private static LogLevel? Level(string text)
        => Levels.FirstOrDefault(one => one.Text.Equals(text, StringComparison.OrdinalIgnoreCase)) is ({ }, var level)
            ? level
            : null;
}
