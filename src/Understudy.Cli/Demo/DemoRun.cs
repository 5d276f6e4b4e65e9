using System.Security.Cryptography;
using Understudy.Cli.Calculating;
using Understudy.Cli.Commands;
using Understudy.Cli.Prompting;
using Understudy.Cli.Rendering;
using Understudy.Diagnostics;
using Understudy.Transport;

namespace Understudy.Cli.Demo;

/// <summary>Starts the servers, runs the demonstration asked for, and leaves no process behind.</summary>
internal sealed class DemoRun(DemoOptions options, Surroundings surroundings)
{
    /// <summary>At the prompt a person can wait for servers with slow heartbeats to notice a death.</summary>
    private TimeSpan Timeout
        => TimeSpan.FromTicks(Math.Max(TimeSpan.FromSeconds(5).Ticks, 5 * options.Heartbeat.Ticks));

    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        ChildCommand command = ChildCommand.OnChosenGroups(
            new Random(RandomNumberGenerator.GetInt32(int.MaxValue)), options.Heartbeat);
        Prompt? prompt = surroundings.IsInteractive && options.Duration is null
            ? new Prompt("demo> ", new ConsoleKeyboard(), surroundings.Error, surroundings.Width)
            : null;
        void Say(string line)
        {
            if (prompt is null)
                surroundings.Error.WriteLine(line);
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
            TimeProvider = surroundings.Time,
        };
        IRequester requester = surroundings.Connect(client);
        await using (requester.ConfigureAwait(false))
        {
            RemoteCalculator calculator = new(requester, client);
            Task<int> run = options.Duration is null
                ? new DemoSession(cluster, calculator, Say, surroundings)
                {
                    Prompt = prompt,
                    Asked = client,
                    Heartbeat = options.Heartbeat,
                }.RunAsync(cancellationToken)
                : new KillRun(options, cluster, calculator, surroundings).RunAsync(cancellationToken);
            return await run.ConfigureAwait(false);
        }
    }
}
