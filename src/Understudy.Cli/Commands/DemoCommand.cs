using System.CommandLine;
using Understudy.Cli.Demo;
using Understudy.Cli.Hosting;

namespace Understudy.Cli.Commands;

/// <summary><c>understudy demo</c>: its options.</summary>
internal sealed class DemoCommand
{
    private const int DefaultServers = 3;
    private static readonly TimeSpan DefaultHeartbeat = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan DefaultDuration = TimeSpan.FromSeconds(30);

    private readonly Setting<int?> _servers = Setting.Number("demo --servers", ("How many servers.", DefaultServers));

    private readonly Setting<TimeSpan?> _heartbeat = Setting.Duration(
        "demo --heartbeat",
        ("Time between two heartbeats.", DefaultHeartbeat),
        range: (TimeSpan.FromMilliseconds(10), TimeSpan.FromMinutes(1)));

    private readonly Setting<TimeSpan?> _killEvery = Setting.Duration(
        "demo --kill-every",
        ("Run unattended, and kill the server that answers, this often.", null),
        range: (TimeSpan.FromMilliseconds(500), TimeSpan.FromHours(1)));

    private readonly Setting<TimeSpan?> _duration = Setting.Duration(
        "demo --duration",
        ("Run unattended, this long.", DefaultDuration),
        range: (TimeSpan.FromSeconds(1), TimeSpan.FromHours(24)));

    private readonly Switch _json = new("demo --json", "Print the result of an unattended run as JSON.");

    public static Command Build(ProgramContext context)
    {
        var settings = new DemoCommand();
        var command = new ProgramCommand(
            "demo", "Try it: a few servers on this machine, and a prompt to calculate and to kill them.")
        {
            Examples =
            [
                ("demo", "Three servers, and a prompt; 'help' there says what can be typed."),
                ("demo --kill-every 3s --duration 30s", "Watch servers die unattended, and how soon another answers."),
            ],
            Exits =
            [
                (ExitCode.Ok, "fine: unattended, every request was answered, and right"),
                (ExitCode.Failure, "a request was lost or answered wrong, or a server could not start"),
                (ExitCode.Usage, "wrong usage"),
                (ExitCode.Interrupted, "cut short by Ctrl-C; 129 by SIGHUP, 143 by SIGTERM"),
            ],
        };
        command.Add(settings._servers.Option);
        command.Add(settings._killEvery.Option);
        command.Add(settings._duration.Option);
        command.Add(settings._json.Option);
        command.Add(settings._heartbeat.Option);
        command.Runs(
            context,
            parse => settings.Bind(parse, context),
            (options, cancellationToken) => new DemoRun(options, context).RunAsync(cancellationToken));
        return command;
    }

    private DemoOptions Bind(ParseResult parse, ProgramContext context)
    {
        var binder = new Binder(parse, context.Environment);
        TimeSpan? killEvery = binder.Read(_killEvery);
        TimeSpan? duration = binder.Read(_duration) ?? (killEvery is null ? null : DefaultDuration);
        int fewest = killEvery is null ? 1 : 2;
        bool isJson = binder.Read(_json);
        if (isJson && duration is null)
            throw new UsageException("--json needs --kill-every or --duration: a prompt is for people.");
        return new DemoOptions
        {
            Servers = binder.Read(_servers, (fewest, ChildCluster.MaxServers)) ?? DefaultServers,
            Heartbeat = binder.Read(_heartbeat) ?? DefaultHeartbeat,
            KillEvery = killEvery,
            Duration = duration,
            IsJson = isJson,
        };
    }
}
