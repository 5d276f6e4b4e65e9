using System.Security.Cryptography;
using Understudy.Cli.Asking;
using Understudy.Cli.Hosting;
using Understudy.Cli.Prompting;
using Understudy.Diagnostics;
using Understudy.Transport;

namespace Understudy.Cli.Demo;

/// <summary>Starts the servers, runs the demonstration asked for, and leaves no process behind.</summary>
internal sealed class DemoRun(DemoOptions options, ProgramContext context)
{
    /// <summary>At the prompt a person can wait for servers with slow heartbeats to notice a death.</summary>
    private TimeSpan Timeout
        => TimeSpan.FromTicks(Math.Max(TimeSpan.FromSeconds(5).Ticks, 5 * options.Heartbeat.Ticks));

    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        ChildCommand command = ChildCommand.OnChosenGroups(
            new Random(RandomNumberGenerator.GetInt32(int.MaxValue)), options.Heartbeat);
        Prompt? prompt = context.IsInteractive && options.Duration is null
            ? new Prompt("demo> ", new ConsoleKeyboard(), context.Error, context.Width)
            : null;
        void Say(string line)
        {
            if (prompt is null)
                context.Error.WriteLine(line);
            else
                prompt.WriteAbove(line);
        }

        using ChildCluster cluster = new(
            command, (server, words) => Say($"server {server.Id}: {Printable.Escape(words)}"));
        Say($"Starting {options.Servers} servers on this machine ...");
        await Task.WhenAll(Enumerable.Range(1, options.Servers).Select(id => cluster.StartAsync(id, cancellationToken)))
            .ConfigureAwait(false);

        UnderstudyClientOptions client = new()
        {
            Network = new NetworkOptions
            {
                RequestGroup = command.RequestGroup,
                HeartbeatGroup = command.HeartbeatGroup,
            },
            Timeout = Timeout,
            TimeProvider = context.Time,
        };
        IRequester requester = context.Connect(client);
        await using (requester.ConfigureAwait(false))
        {
            RemoteCalculator calculator = new(requester, client);
            Task<int> run = options.Duration is null
                ? new DemoSession(cluster, calculator, Say, context)
                {
                    Prompt = prompt,
                    Asked = client,
                    Heartbeat = options.Heartbeat,
                }.RunAsync(cancellationToken)
                : new KillRun(options, cluster, calculator, context).RunAsync(cancellationToken);
            return await run.ConfigureAwait(false);
        }
    }
}
