using System.CommandLine;
using Understudy.Cli.Demo;

namespace Understudy.Cli.Commands;

/// <summary><c>understudy demo</c>: its options.</summary>
internal sealed class DemoCommand
{
    private static readonly TimeSpan DefaultDuration = TimeSpan.FromSeconds(30);

    private readonly Setting<int> _servers = new(
        "--servers", "a whole number", ("number", "How many servers; 3."), NetworkSettings.WholeNumber);

    private readonly Setting<TimeSpan> _heartbeat = Span("--heartbeat", "Time between two heartbeats; 1s.");

    private readonly Setting<TimeSpan> _killEvery = Span(
        "--kill-every", "Run unattended, and kill the server that answers, this often.");

    private readonly Setting<TimeSpan> _duration = Span("--duration", "Run unattended, this long; 30s.");

    private readonly Switch _json = new("--json", "Print the result of an unattended run as JSON.");

    public static Command Build(Surroundings surroundings)
    {
        DemoCommand settings = new();
        Command command = new(
            "demo", "Try it: a few servers on this machine, and a prompt to calculate and to kill them.");
        command.Add(settings._servers.Option);
        command.Add(settings._killEvery.Option);
        command.Add(settings._duration.Option);
        command.Add(settings._json.Option);
        command.Add(settings._heartbeat.Option);
        command.SetAction((parse, cancellationToken) =>
            new DemoRun(settings.Bind(parse, surroundings), surroundings).RunAsync(cancellationToken));
        return command;
    }

    private DemoOptions Bind(ParseResult parse, Surroundings surroundings)
    {
        Binder binder = new(parse, surroundings.Environment);
        TimeSpan killEvery = binder.Read(_killEvery, TimeSpan.Zero);
        TimeSpan duration = binder.Read(_duration, TimeSpan.Zero);
        bool isUnattended = killEvery != TimeSpan.Zero || duration != TimeSpan.Zero;
        if (killEvery != TimeSpan.Zero)
            binder.CheckRange(_killEvery, killEvery, TimeSpan.FromMilliseconds(500), TimeSpan.FromHours(1));
        if (duration != TimeSpan.Zero)
            binder.CheckRange(_duration, duration, TimeSpan.FromSeconds(1), TimeSpan.FromHours(24));

        int servers = binder.Read(_servers, 3);
        int fewest = killEvery == TimeSpan.Zero ? 1 : 2;
        if (servers < fewest || servers > ChildCluster.MostServers)
        {
            throw new UsageException(
                $"--servers: {servers} is out of range; it must be from {fewest} to {ChildCluster.MostServers}.");
        }

        TimeSpan heartbeat = binder.Read(_heartbeat, TimeSpan.FromSeconds(1));
        binder.CheckRange(_heartbeat, heartbeat, TimeSpan.FromMilliseconds(10), TimeSpan.FromMinutes(1));
        bool isJson = binder.Read(_json);
        if (isJson && !isUnattended)
            throw new UsageException("--json needs --kill-every or --duration: a prompt is for people.");
        return new DemoOptions
        {
            Servers = servers,
            Heartbeat = heartbeat,
            KillEvery = killEvery,
            Duration = !isUnattended ? null : duration == TimeSpan.Zero ? DefaultDuration : duration,
            IsJson = isJson,
        };
    }

    private static Setting<TimeSpan> Span(string name, string help)
        => new(name, Duration.Expected, ("duration", help), Duration.TryParse);
}
