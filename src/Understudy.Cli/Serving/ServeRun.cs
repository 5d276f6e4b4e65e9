using Microsoft.Extensions.Logging;
using Spectre.Console;
using Understudy.Calculator;
using Understudy.Cli.Hosting;
using Understudy.Cli.Rendering;
using Understudy.Transport;

namespace Understudy.Cli.Serving;

/// <summary>One server from its start to its graceful end.</summary>
internal sealed class ServeRun(ServeOptions options, ProgramContext context)
{
    /// <summary>How long requests in progress may take when the server is asked to stop.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    public async Task<int> RunAsync(CancellationToken stopping)
    {
        using ILoggerFactory log = ConsoleLog.Create(
            options.LogsJson, options.LogLevel, new TextLogFormatter(context.Time, context.HasColour));
        using CancellationTokenSource ending = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        UnderstudyServer server = new(options.Server, new CalculatorHandler(), log.CreateLogger<UnderstudyServer>());
        server.Start();
        if (options.StopsWithStdin)
            StopAtEndOfInput(ending);
        Task reports = ReportAsync(server, ending.Token);
        try
        {
            await server.Ready.WaitAsync(ending.Token).ConfigureAwait(false);
            await context.Output.WriteLineAsync(ReadyLine(server)).ConfigureAwait(false);
            await context.Output.FlushAsync(ending.Token).ConfigureAwait(false);
            await Task.Delay(Timeout.InfiniteTimeSpan, context.Time, ending.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            // The way a server is meant to end. The reports end too, but are not waited for: whoever reads them may
            // have stopped reading.
            _ = reports;
        }

        using CancellationTokenSource grace = new(Grace, context.Time);
        await server.StopAsync(grace.Token).ConfigureAwait(false);
        return ExitCode.Ok;
    }

    private string ReadyLine(UnderstudyServer server)
    {
        NetworkOptions network = options.Server.Network;
        return $"READY id={options.Server.Id} interface={network.Interface} address={server.Address} " +
            $"group={network.RequestGroup} heartbeat-group={network.HeartbeatGroup} dialect=classic";
    }

    private async Task ReportAsync(UnderstudyServer server, CancellationToken cancellationToken)
    {
        if (options.Report == TimeSpan.Zero)
            return;
        using PeriodicTimer timer = new(options.Report, context.Time);
        while (await timer.WaitForNextTickAsync(cancellationToken).ConfigureAwait(false))
        {
            MembersReport report = MembersReport.Of(options.Server.Id, server.Role, server.Members);
            if (options.LogsJson)
                context.Error.WriteLine(report.ToJson());
            else
                context.Error.Write(Draw(report));
        }
    }

    /// <summary>The table as one text, so that no log line comes between its rows.</summary>
    private string Draw(MembersReport report)
    {
        using StringWriter text = new();
        IAnsiConsole console = PlainConsole.On(text, context.HasColour, context.Width());
        report.WriteTo(console);
        return text.ToString();
    }

    private void StopAtEndOfInput(CancellationTokenSource ending)
    {
        ParentDeath.WakeMeWhenItComes();
        Thread watch = new(() =>
        {
            byte[] ignored = new byte[256];
            try
            {
                while (context.Input.Read(ignored) > 0)
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
