using System.Runtime.InteropServices;

namespace Understudy.Cli.Hosting;

/// <summary>
/// Turns the first SIGINT, SIGTERM or SIGHUP into a cancelled token; the second ends the process at once. One that
/// whoever started the program had it ignore, as nohup does, stays ignored.
/// </summary>
internal sealed class SignalWatch : IDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly PosixSignalRegistration[] _registrations;
    private int _exitCode;

    public SignalWatch()
        => _registrations =
        [
            Watch(PosixSignal.SIGINT, ExitCode.Interrupted),
            Watch(PosixSignal.SIGTERM, ExitCode.Terminated),
            Watch(PosixSignal.SIGHUP, ExitCode.HungUp),
        ];

    public CancellationToken Stopping => _stopping.Token;

    /// <summary>The exit code that the signal calls for where it cut work short; null where none came.</summary>
    public int? Received => Volatile.Read(ref _exitCode) is var code and not 0 ? code : null;

    public void Dispose()
    {
        foreach (PosixSignalRegistration registration in _registrations)
            registration.Dispose();
        _stopping.Dispose();
    }

    private PosixSignalRegistration Watch(PosixSignal signal, int exitCode)
        => PosixSignalRegistration.Create(signal, context => OnSignal(context, exitCode));

    private void OnSignal(PosixSignalContext context, int exitCode)
    {
        context.Cancel = true;
        if (Interlocked.CompareExchange(ref _exitCode, exitCode, 0) == 0)
            _stopping.Cancel();
        else
            Environment.Exit(exitCode);
    }
}
