using System.CommandLine;
using Microsoft.Extensions.Logging;
using Understudy.Membership;

namespace Understudy.Cli.Commands;

/// <summary><c>understudy serve</c>: its options, and how they become a <see cref="ServeRun"/>.</summary>
internal sealed class ServeCommand
{
    private static readonly (string Text, LogLevel Level)[] Levels =
    [
        ("trace", LogLevel.Trace), ("debug", LogLevel.Debug), ("information", LogLevel.Information),
        ("info", LogLevel.Information), ("warning", LogLevel.Warning), ("error", LogLevel.Error),
        ("none", LogLevel.None),
    ];

    private readonly NetworkSettings _network = new();

    private readonly Setting<int> _id = Number(
        "--id",
        nameof(UnderstudyServerOptions.Id),
        ("number", "This server's own number. Of the servers alive, the lowest answers."));

    private readonly Setting<TimeSpan> _heartbeat = Span(
        "--heartbeat", ("duration", "Time between two heartbeats; 1s."), nameof(MembershipOptions.Period));

    private readonly Setting<int> _countdown = Number(
        "--countdown",
        nameof(MembershipOptions.Countdown),
        ("number", "What a heartbeat sets a server's countdown to; 4."));

    private readonly Setting<int> _activeFrom = Number(
        "--active-from", nameof(MembershipOptions.ActiveFrom), ("number", "Lowest countdown of an active server; 3."));

    private readonly Setting<int> _eligibleFrom = Number(
        "--eligible-from",
        nameof(MembershipOptions.EligibleFrom),
        ("number", "Lowest countdown of one that may answer; 2."));

    private readonly Setting<int> _maxServers = Number(
        "--max-servers", nameof(MembershipOptions.MaxServers), ("number", "Highest id in use; 255."));

    private readonly Setting<TimeSpan> _igmpRefresh = Span(
        "--igmp-refresh",
        ("duration", "How often to join the groups again; 60s, 0 is never."),
        nameof(Transport.NetworkOptions.IgmpRefresh));

    private readonly Setting<TimeSpan> _report = Span(
        "--report", ("duration", "How often to print the table of all states; 20s, 0 is never."));

    private readonly Setting<bool> _logFormat = new(
        "--log-format", "text or json", ("text|json", "Form of the log on standard error; text."), IsJson);

    private readonly Setting<LogLevel> _logLevel = new(
        "--log-level",
        "trace, debug, information, warning, error or none",
        ("level", "Least severe event to log; information."),
        Level);

    private readonly Option<bool> _stopWithStdin = new("--stop-with-stdin")
    {
        Description = "Stop when standard input ends.",
        Hidden = true,
    };

    public static Command Build(Surroundings surroundings)
    {
        ServeCommand settings = new();
        Command command = new("serve", "Run one server. Prints one READY line once it hears itself.");
        command.Add(settings._id.Option);
        settings._network.AddTo(command, ofServer: true);
        Option[] others =
        [
            settings._heartbeat.Option, settings._countdown.Option, settings._activeFrom.Option,
            settings._eligibleFrom.Option, settings._maxServers.Option, settings._igmpRefresh.Option,
            settings._report.Option, settings._logFormat.Option, settings._logLevel.Option, settings._stopWithStdin,
        ];
        foreach (Option option in others)
            command.Add(option);
        command.SetAction((parse, cancellationToken) =>
            new ServeRun(settings.Bind(parse, surroundings), surroundings).RunAsync(cancellationToken));
        return command;
    }

    private ServeOptions Bind(ParseResult parse, Surroundings surroundings)
    {
        Binder binder = new(parse, surroundings.Environment);
        MembershipOptions membership = new();
        membership = membership with
        {
            Period = binder.Read(_heartbeat, membership.Period),
            Countdown = binder.Read(_countdown, membership.Countdown),
            ActiveFrom = binder.Read(_activeFrom, membership.ActiveFrom),
            EligibleFrom = binder.Read(_eligibleFrom, membership.EligibleFrom),
            MaxServers = binder.Read(_maxServers, membership.MaxServers),
        };
        Transport.NetworkOptions network = _network.BindServer(binder);
        network = network with { IgmpRefresh = binder.Read(_igmpRefresh, network.IgmpRefresh) };
        binder.Check(membership.Validate);
        string range = $"from 1 to {membership.MaxServers}";
        int id = binder.Read(_id, int.MinValue, $"a whole number {range}");
        if (id == int.MinValue)
            throw new UsageException($"--id is missing; give this server a number {range} that no other server has.");
        UnderstudyServerOptions server = new()
        {
            Id = id,
            Network = network,
            Membership = membership,
            TimeProvider = surroundings.Time,
        };
        binder.Check(server.Validate);
        TimeSpan report = binder.Read(_report, TimeSpan.FromSeconds(20));
        if (report != TimeSpan.Zero)
            binder.CheckRange(_report, report, TimeSpan.FromMilliseconds(100), TimeSpan.FromHours(24));
        return new ServeOptions
        {
            Server = server,
            Report = report,
            LogsJson = binder.Read(_logFormat, otherwise: false),
            LogLevel = binder.Read(_logLevel, LogLevel.Information),
            StopsWithStdin = parse.GetValue(_stopWithStdin),
        };
    }

    private static Setting<int> Number(string name, string property, (string, string) help)
        => new(name, "a whole number", help, NetworkSettings.WholeNumber) { Property = property };

    private static Setting<TimeSpan> Span(string name, (string, string) help, string? property = null)
        => new(name, Duration.Expected, help, Duration.TryParse) { Property = property };

    private static bool IsJson(string text, out bool value)
    {
        value = text == "json";
        return text is "json" or "text";
    }

    private static bool Level(string text, out LogLevel value)
    {
        (string? found, value) = Levels.FirstOrDefault(one => one.Text == text);
        return found is not null;
    }
}
