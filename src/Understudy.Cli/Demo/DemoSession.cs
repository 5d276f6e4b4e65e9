using System.Globalization;
using Spectre.Console;
using Understudy.Cli.Asking;
using Understudy.Cli.Hosting;
using Understudy.Cli.Prompting;
using Understudy.Cli.Rendering;

namespace Understudy.Cli.Demo;

/// <summary>The demonstration's prompt: expressions are calculated, a few words act on the servers.</summary>
internal sealed class DemoSession
{
    private readonly ChildCluster _cluster;
    private readonly RemoteCalculator _calculator;
    private readonly Action<string> _say;
    private readonly ProgramContext _context;

    public DemoSession(ChildCluster cluster, RemoteCalculator calculator, Action<string> say, ProgramContext context)
    {
        _cluster = cluster;
        _calculator = calculator;
        _say = say;
        _context = context;
    }

    public required Prompt? Prompt { get; init; }

    public required TimeSpan Heartbeat { get; init; }

    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        _say($"{_cluster.Servers.Count} servers are running, each a process of its own. All hear every request,");
        _say("and the one with the lowest id answers. Kill it, and the next one stands in.");
        _say(DemoWords.Hint);
        return Prompt is null
            ? await ObeyPipeAsync(cancellationToken).ConfigureAwait(false)
            : await Prompt.RunAsync(line => ObeyAsync(line, cancellationToken), cancellationToken)
                .ConfigureAwait(false);
    }

    private async Task<int> ObeyPipeAsync(CancellationToken cancellationToken)
    {
        var reader = new BoundedLineReader(_context.Input);
        await foreach (InputLine line in reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            if (line.Error is { } error)
                _say(error.Message);
            else if (!await ObeyAsync(line.Text, cancellationToken).ConfigureAwait(false))
                break;
        }

        return ExitCode.Ok;
    }

    /// <summary>Does what a line asks for; false is the end.</summary>
    private async Task<bool> ObeyAsync(string line, CancellationToken cancellationToken)
    {
        string[] words = DemoWords.Read(line);
        switch (words)
        {
            case []:
                break;
            case ["quit"]:
                return false;
            case ["help"]:
                _say(DemoWords.Help);
                break;
            case ["status"]:
                ShowStatus();
                break;
            case ["kill" or "stop" or "pause" or "resume" or "start", ..]:
                await ActAsync(words, cancellationToken).ConfigureAwait(false);
                break;
            default:
                await CalculateAsync(line.Trim(), cancellationToken).ConfigureAwait(false);
                break;
        }

        return true;
    }

    private async Task ActAsync(string[] words, CancellationToken cancellationToken)
    {
        if (words.Length != 2
            || !int.TryParse(words[1], NumberStyles.None, CultureInfo.InvariantCulture, out int id)
            || id is < 1 or > ChildCluster.MaxServers)
        {
            _say($"Say which server, from 1 to {ChildCluster.MaxServers}, as in '{words[0]} 1'.");
            return;
        }

        ChildServer? server = _cluster.Find(id);
        bool isAlive = server is not null && server.State != ChildState.Dead;
        switch (words[0])
        {
            case "start" when isAlive:
                _say($"Server {id} is running already.");
                break;
            case "start":
                await StartAsync(id, cancellationToken).ConfigureAwait(false);
                break;
            case var _ when !isAlive:
                _say($"Server {id} is not running; 'start {id}' starts it.");
                break;
            case "stop":
                await server!.StopAsync().ConfigureAwait(false);
                _say($"Server {id} has left. The others know, and need not notice.");
                break;
            case "kill":
                await server!.KillAsync().ConfigureAwait(false);
                string pace = Duration.Format(Heartbeat);
                _say($"Server {id} is dead. The others notice after 3 heartbeats, one each {pace}.");
                _say("What is asked meanwhile is asked again, of the next in line too, and answered by that one.");
                break;
            case var _ when !ProcessSignal.IsSupported:
                _say($"'{words[0]}' needs the signals of Unix, which this system does not have; 'kill {id}' works.");
                break;
            case "pause":
                _say(server!.Pause()
                    ? $"Server {id} stands still; 'resume {id}' lets it go on."
                    : $"Server {id} cannot be paused now.");
                break;
            default:
                _say(server!.Resume() ? $"Server {id} goes on." : $"Server {id} is not paused.");
                break;
        }
    }

    private async Task StartAsync(int id, CancellationToken cancellationToken)
    {
        try
        {
            ChildServer started = await _cluster.StartAsync(id, cancellationToken).ConfigureAwait(false);
            _say($"Server {id} is ready (process {started.ProcessId}).");
        }
        catch (DemoException failure)
        {
            _say(failure.Message);
        }
    }

    private async Task CalculateAsync(string expression, CancellationToken cancellationToken)
    {
        if (_cluster.Servers is [var first, ..] servers && servers.All(server => server.State == ChildState.Dead))
        {
            _say($"No server is running, so nobody can answer; 'start {first.Id}' starts one.");
            return;
        }

        Answer answer = await _calculator.AskAsync(expression, cancellationToken).ConfigureAwait(false);
        if (answer.Error is { } error)
        {
            Explain(answer, error);
            return;
        }

        await _context.Output.WriteLineAsync(Printable.Escape(answer.Result!)).ConfigureAwait(false);
        await _context.Output.FlushAsync(cancellationToken).ConfigureAwait(false);
        ChildServer? server = answer.Server is { } id ? _cluster.Find(id) : null;
        string who = server is null ? $"{answer.Address}" : $"server {server.Id}";
        string often = answer.Attempts > 1 ? $", asked {answer.Attempts} times" : "";
        _say(string.Create(
            CultureInfo.InvariantCulture, $"  answered by {who} in {answer.Elapsed.TotalMilliseconds:0.0} ms{often}"));
    }

    private void Explain(Answer answer, AnswerError error)
    {
        _say(Explanation.Of(answer, _context.Width()));

        // Here the cause of a silence is known better than in general.
        ChildServer? paused = _cluster.Servers.FirstOrDefault(server => server.State == ChildState.Paused);
        if (error.IsOfNetwork && paused is not null)
            _say($"Server {paused.Id} stands still; 'resume {paused.Id}' lets it go on.");
        else if (!error.IsOfNetwork && DemoWords.IsWord(answer.Expression))
            _say(DemoWords.Hint);
        else if (!error.IsOfNetwork && Explanation.Hints(error) is { } hints)
            _say(hints);
    }

    private void ShowStatus()
    {
        using var text = new StringWriter();
        var table = new Table { Border = TableBorder.Simple };
        table.AddColumns("id", "process", "state", "role");
        foreach (ChildServer server in _cluster.Servers)
        {
            bool isDead = server.State == ChildState.Dead;
            string? role = server.State == ChildState.Running ? server.Role?.Role : null;
            table.AddRow(
                new Text(server.Id.ToString(CultureInfo.InvariantCulture)),
                new Text(isDead ? "" : server.ProcessId.ToString(CultureInfo.InvariantCulture)),
                new Text(server.State.ToString()),
                new Text(Printable.Escape(role ?? "")));
        }

        PlainConsole.On(text, hasColour: false, _context.Width()).Write(table);
        _say(text.ToString().TrimEnd());
    }
}
