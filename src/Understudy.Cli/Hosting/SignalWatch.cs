using System.Runtime.InteropServices;

namespace Understudy.Cli.Hosting;

/// <summary>Turns the first SIGINT or SIGTERM into a cancelled token; the second ends the process at once.</summary>
internal sealed class SignalWatch : IDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly PosixSignalRegistration[] _registrations;
    private int _exitCode;

    public SignalWatch()
        => _registrations =
        [
            PosixSignalRegistration.Create(PosixSignal.SIGINT, context => OnSignal(context, ExitCode.Interrupted)),
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => OnSignal(context, ExitCode.Terminated)),
        ];

    public CancellationToken Stopping => _stopping.Token;

    /// <summary>The exit code that the signal calls for, or null where none came.</summary>
    public int? Received => Volatile.Read(ref _exitCode) is var code and not 0 ? code : null;

    public void Dispose()
    {
        foreach (PosixSignalRegistration registration in _registrations)
            registration.Dispose();
        _stopping.Dispose();
    }

    private void OnSignal(PosixSignalContext context, int exitCode)
    {
        context.Cancel = true;
        if (Interlocked.CompareExchange(ref _exitCode, exitCode, 0) == 0)
            _stopping.Cancel();
        else
            Environment.Exit(exitCode);
    }
}
