using System.Security.Cryptography;
using Understudy.Cli.Asking;
using Understudy.Cli.Hosting;
using Understudy.Cli.Prompting;
using Understudy.Cli.Rendering;

namespace Understudy.Cli.Demo;

/// <summary>Starts the servers, runs the demonstration asked for, and leaves no process behind.</summary>
internal sealed class DemoRun
{
    private readonly DemoOptions _options;
    private readonly ProgramContext _context;

    // Not while they start and do not know each other yet; and unattended, the kills tell the story.
    private volatile bool _showsRoles;

    public DemoRun(DemoOptions options, ProgramContext context)
    {
        _options = options;
        _context = context;
    }

    /// <summary>At the prompt a person can wait for servers with slow heartbeats to notice a death.</summary>
    private TimeSpan Timeout
        => TimeSpan.FromTicks(Math.Max(TimeSpan.FromSeconds(5).Ticks, 5 * _options.Heartbeat.Ticks));

    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        ChildCommand command = ChildCommand.OnChosenGroups(
            new Random(RandomNumberGenerator.GetInt32(int.MaxValue)), _options.Heartbeat);
        Prompt? prompt = _context.IsInteractive && _options.Duration is null
            ? new Prompt("demo> ", new ConsoleKeyboard(), _context.Error, _context.Width)
            : null;
        void Say(string line)
        {
            string fitting = _context.Fit(line);
            if (prompt is null)
                _context.Error.WriteLine(fitting);
            else
                prompt.WriteAbove(fitting);
        }

        void Tell(ChildServer server, ChildMessage message)
        {
            if (message.Role is null || _showsRoles)
                Say($"server {server.Id}: {Printable.Escape(message.Text)}");
        }

        using var cluster = new ChildCluster(command, Tell);
        Say($"Starting {_options.Servers} servers on this machine ...");
        await StartAllAsync(cluster, cancellationToken).ConfigureAwait(false);
        if (_options.Duration is null)
        {
            _showsRoles = true;
            foreach (ChildServer server in cluster.Servers.Where(one => one.Role is not null))
                Tell(server, server.Role!);
        }

        var asked = new UnderstudyClientOptions
        {
            Network = new NetworkOptions
            {
                RequestGroup = command.RequestGroup,
                HeartbeatGroup = command.HeartbeatGroup,
            },
            Timeout = Timeout,
            TimeProvider = _context.Time,
        };
        IUnderstudyClient client = _context.Connect(asked);
        await using (client.ConfigureAwait(false))
        {
            var calculator = new RemoteCalculator(client, asked);
            Task<int> run = _options.Duration is null
                ? new DemoSession(cluster, calculator, Say, _context)
                {
                    Prompt = prompt,
                    Heartbeat = _options.Heartbeat,
                }.RunAsync(cancellationToken)
                : new KillRun(_options, cluster, calculator, _context).RunAsync(cancellationToken);
            return await run.ConfigureAwait(false);
        }
    }

    private async Task StartAllAsync(ChildCluster cluster, CancellationToken cancellationToken)
    {
        IEnumerable<int> ids = Enumerable.Range(1, _options.Servers);
        await Task.WhenAll(ids.Select(id => cluster.StartAsync(id, cancellationToken))).ConfigureAwait(false);
        // One heartbeat more, and all have heard all.
        if (_options.Duration is null)
            await Task.Delay(_options.Heartbeat, _context.Time, cancellationToken).ConfigureAwait(false);
    }
}
