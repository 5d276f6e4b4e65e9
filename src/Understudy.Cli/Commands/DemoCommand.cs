using System.CommandLine;
using Understudy.Cli.Demo;
using Understudy.Cli.Hosting;

namespace Understudy.Cli.Commands;

/// <summary><c>understudy demo</c>: its options.</summary>
internal sealed class DemoCommand
{
    private static readonly TimeSpan DefaultDuration = TimeSpan.FromSeconds(30);

    private readonly Setting<int?> _servers = Setting.Number("--servers", "How many servers; 3.");

    private readonly Setting<TimeSpan?> _heartbeat = Setting.Duration(
        "--heartbeat",
        "Time between two heartbeats; 1s.",
        range: (TimeSpan.FromMilliseconds(10), TimeSpan.FromMinutes(1)));

    private readonly Setting<TimeSpan?> _killEvery = Setting.Duration(
        "--kill-every",
        "Run unattended, and kill the server that answers, this often.",
        range: (TimeSpan.FromMilliseconds(500), TimeSpan.FromHours(1)));

    private readonly Setting<TimeSpan?> _duration = Setting.Duration(
        "--duration", "Run unattended, this long; 30s.", range: (TimeSpan.FromSeconds(1), TimeSpan.FromHours(24)));

    private readonly Switch _json = new("--json", "Print the result of an unattended run as JSON.");

    public static Command Build(ProgramContext context)
    {
        var settings = new DemoCommand();
        var command = new Command(
            "demo", "Try it: a few servers on this machine, and a prompt to calculate and to kill them.");
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
            Servers = binder.Read(_servers, (fewest, ChildCluster.MaxServers)) ?? 3,
            Heartbeat = binder.Read(_heartbeat) ?? TimeSpan.FromSeconds(1),
            KillEvery = killEvery,
            Duration = duration,
            IsJson = isJson,
        };
    }
}
