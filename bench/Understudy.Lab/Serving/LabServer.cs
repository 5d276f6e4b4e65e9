using System.Runtime.InteropServices;
using Understudy.Cli.Hosting;
using Understudy.Diagnostics;

namespace Understudy.Lab.Serving;

/// <summary>
/// One server from its start to SIGTERM, upon which it leaves; a handler that hangs ends with the process.
/// </summary>
internal sealed class LabServer
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    private readonly UnderstudyServerOptions _options;
    private readonly IRequestHandler _handler;
    private readonly EventLog _log;

    public LabServer(UnderstudyServerOptions options, IRequestHandler handler, EventLog log)
    {
        _options = options;
        _handler = handler;
        _log = log;
    }

    public async Task RunAsync(ProgramContext context)
    {
        var ending = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal =>
        {
            signal.Cancel = true;
            ending.TrySetResult();
        });
        var server = new UnderstudyServer(_options, _handler);
        server.RoleChanged += (_, change) => _log.Write("role: " + Sentences.Of(change));
        await server.StartAsync().ConfigureAwait(false);
        await Task.WhenAny(server.Ready, ending.Task).ConfigureAwait(false);
        if (server.Ready.IsCompletedSuccessfully)
        {
            await context.Output.WriteLineAsync($"READY id={_options.Id}").ConfigureAwait(false);
            await context.Output.FlushAsync().ConfigureAwait(false);
        }

        await ending.Task.ConfigureAwait(false);
        using var grace = new CancellationTokenSource(Grace, context.Time);
        await server.StopAsync(grace.Token).ConfigureAwait(false);
    }
}
