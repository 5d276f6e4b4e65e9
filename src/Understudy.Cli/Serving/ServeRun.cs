using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using Spectre.Console;
using Understudy.Calculator;
using Understudy.Cli.Hosting;
using Understudy.Cli.Rendering;

namespace Understudy.Cli.Serving;

/// <summary>One server from its start to its graceful end.</summary>
internal sealed class ServeRun
{
    /// <summary>How long requests in progress may take when the server is asked to stop.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    private readonly ServeOptions _options;
    private readonly ProgramContext _context;

    public ServeRun(ServeOptions options, ProgramContext context)
    {
        _options = options;
        _context = context;
    }

    public async Task<int> RunAsync(CancellationToken stopping)
    {
        ConsoleFormatter form = _options.LogsJson
            ? new JsonLogFormatter(_context.Time)
            : new TextLogFormatter(_context.Time, _context.HasColour);
        using ILoggerFactory log = ConsoleLog.Create(_options.LogLevel, form);
        ILogger<UnderstudyServer> logger = log.CreateLogger<UnderstudyServer>();
        using CancellationTokenSource ending = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var server = new UnderstudyServer(_options.Server, new CalculatorHandler(), logger);
        if (_options.StopsWithStdin)
            StopAtEndOfInput(ending);
        Task reports = ReportAsync(server, logger, ending.Token);
        try
        {
            await server.StartAsync(ending.Token).ConfigureAwait(false);
            await server.Ready.WaitAsync(ending.Token).ConfigureAwait(false);
            await SayReadyAsync(server).ConfigureAwait(false);
            await Task.Delay(Timeout.InfiniteTimeSpan, _context.Time, ending.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            // The way a server is meant to end. The reports end too, but are not waited for: whoever reads them may
            // have stopped reading.
            _ = reports;
        }

        using var grace = new CancellationTokenSource(Grace, _context.Time);
        await server.StopAsync(grace.Token).ConfigureAwait(false);
        return ExitCode.Ok;
    }

    private async Task SayReadyAsync(UnderstudyServer server)
    {
        try
        {
            await _context.Output.WriteLineAsync(ReadyLine(server)).ConfigureAwait(false);
            await _context.Output.FlushAsync(CancellationToken.None).ConfigureAwait(false);
        }
        catch (IOException)
        {
            // Nobody reads it. That is no reason to stop serving.
            _context.Error.WriteLine("understudy: nobody reads standard output; serving all the same.");
        }
    }

    private string ReadyLine(UnderstudyServer server)
    {
        NetworkOptions network = _options.Server.Network;
        return $"READY id={server.Id} interface={network.Interface} address={server.Peer?.EndPoint?.Address} "
            + $"group={network.RequestGroup} heartbeat-group={network.HeartbeatGroup} "
            + $"dialect={(network.Dialect == Dialect.Classic ? "classic" : "framed")}";
    }

    /// <summary>A person at a terminal gets the table; a log gets one line of its own form.</summary>
    private async Task ReportAsync(UnderstudyServer server, ILogger logger, CancellationToken cancellationToken)
    {
        if (_options.Report == TimeSpan.Zero || !logger.IsEnabled(LogLevel.Information))
            return;
        using var timer = new PeriodicTimer(_options.Report, _context.Time);
        while (await timer.WaitForNextTickAsync(cancellationToken).ConfigureAwait(false))
        {
            MembersReport report = MembersReport.Of(server, _context.Time.GetLocalNow());
            if (_options.LogsJson || !_context.IsErrorTerminal)
                logger.MembersReported(server.Id, report);
            else
                _context.Error.Write(Draw(report));
        }
    }

    /// <summary>The table as one text, so that no log line comes between its rows.</summary>
    private string Draw(MembersReport report)
    {
        using var text = new StringWriter();
        IAnsiConsole console = PlainConsole.On(text, _context.HasColour, _context.Width());
        report.WriteTo(console);
        return text.ToString();
    }

    private void StopAtEndOfInput(CancellationTokenSource ending)
    {
        ParentDeath.WakeMeWhenItComes();
        var watch = new Thread(() =>
        {
            byte[] ignored = new byte[256];
            try
            {
                while (_context.Input.Read(ignored) > 0)
                {
                }
            }
            catch (IOException)
            {
                // An input that cannot be read is as good as ended.
            }

            try
            {
                ending.Cancel();
            }
            catch (ObjectDisposedException)
            {
                // The server has ended already.
            }
        })
        {
            IsBackground = true,
            Name = "stdin",
        };
        watch.Start();
    }
}
