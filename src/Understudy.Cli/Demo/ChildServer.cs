using System.ComponentModel;
using System.Diagnostics;
using Understudy.Cli.Hosting;

namespace Understudy.Cli.Demo;

/// <summary>
/// One server, a process of its own. It ends when its standard input does, so it never outlives this one.
/// </summary>
internal sealed class ChildServer : IDisposable
{
    private readonly Process _process;
    private readonly Action<ChildServer, ChildMessage> _tell;
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile ChildMessage? _role;
    private volatile string _lastWords = "";
    private volatile ChildState _state = ChildState.Starting;

    private ChildServer(int id, Process process, Action<ChildServer, ChildMessage> tell)
    {
        Id = id;
        _process = process;
        _tell = tell;
    }

    public int Id { get; }

    public ChildState State => _state;

    public int ProcessId => _process.Id;

    /// <summary>What it said last of its role.</summary>
    public ChildMessage? Role => _role;

    /// <summary>Completes with its READY line; fails when it ends before.</summary>
    public Task Ready => _ready.Task;

    /// <param name="id">The server's id.</param>
    /// <param name="command">How to start it.</param>
    /// <param name="tell">Gets each line worth showing, on any thread.</param>
    /// <exception cref="DemoException">There is no process to be had.</exception>
    public static ChildServer Start(int id, ChildCommand command, Action<ChildServer, ChildMessage> tell)
    {
        try
        {
            Process process = Process.Start(command.Of(id))
                ?? throw new DemoException($"server {id} could not be started.");
            var child = new ChildServer(id, process, tell);
            _ = child.WatchOutputAsync();
            _ = child.WatchLogAsync();
            return child;
        }
        catch (Win32Exception failure)
        {
            throw new DemoException($"server {id} could not be started: {failure.Message}.");
        }
    }

    /// <summary>Ends it without warning, and returns when it is gone.</summary>
    public async Task KillAsync()
    {
        // First the state, so that the end of its output is no surprise to the watch.
        _state = ChildState.Dead;
        _process.Kill();
        await _process.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
    }

    /// <summary>
    /// Has it leave in order, as a server does whose standard input ends, and returns when it is gone.
    /// </summary>
    public async Task StopAsync()
    {
        ChildState before = _state;
        _state = ChildState.Dead;

        // One that stands still must go on to leave.
        if (before == ChildState.Paused)
            ProcessSignal.Continue(_process);
        _process.StandardInput.Close();
        await _process.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
    }

    public bool Pause()
    {
        if (_state != ChildState.Running || !ProcessSignal.Stop(_process))
            return false;
        _state = ChildState.Paused;
        return true;
    }

    public bool Resume()
    {
        if (_state != ChildState.Paused || !ProcessSignal.Continue(_process))
            return false;
        _state = ChildState.Running;
        return true;
    }

    public void Dispose()
    {
        _state = ChildState.Dead;
        if (!_process.HasExited)
        {
            _process.Kill();
            _process.WaitForExit();
        }

        _process.Dispose();
    }

    private async Task WatchOutputAsync()
    {
        string? line = await _process.StandardOutput.ReadLineAsync().ConfigureAwait(false);
        if (line?.StartsWith("READY ", StringComparison.Ordinal) == true)
        {
            if (_state == ChildState.Starting)
                _state = ChildState.Running;
            _ready.TrySetResult();
            line = await _process.StandardOutput.ReadLineAsync().ConfigureAwait(false);
        }

        // It writes nothing more: its output has ended, and so has it.
        if (_state != ChildState.Dead)
        {
            _state = ChildState.Dead;
            _tell(this, new ChildMessage("ended by itself"));
        }

        _ready.TrySetException(new DemoException($"server {Id} ended before it was ready. {_lastWords}".TrimEnd()));
    }

    private async Task WatchLogAsync()
    {
        while (await _process.StandardError.ReadLineAsync().ConfigureAwait(false) is { } line)
        {
            if (ChildLog.Read(line) is not { } message)
                continue;
            _lastWords = message.Text;
            if (message.Role is not null)
                _role = message;
            _tell(this, message);
        }
    }
}

/// <summary>What a server process of the demonstration is doing.</summary>
internal enum ChildState
{
    Starting,
    Running,
    Paused,
    Dead,
}
