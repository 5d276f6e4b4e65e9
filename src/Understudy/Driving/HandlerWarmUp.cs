using Microsoft.Extensions.Logging;
using Understudy.Diagnostics;

namespace Understudy.Driving;

/// <summary>Lets a handler get ready on the thread that runs this, before its server joins.</summary>
internal sealed class HandlerWarmUp : IDisposable
{
    private readonly IRequestHandler _handler;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stop = new();
    private bool _isOver;

    public HandlerWarmUp(IRequestHandler handler, ILogger logger)
    {
        _handler = handler;
        _logger = logger;
    }

    /// <summary>Whether it is over. Safe to read from any thread.</summary>
    public bool IsOver => Volatile.Read(ref _isOver);

    /// <summary>Returns when the handler is ready, or is told to stop and does.</summary>
    public void Run()
    {
        try
        {
            _handler.WarmUpAsync(_stop.Token).AsTask().GetAwaiter().GetResult();
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // The server stops before it has joined.
        }
        catch (Exception error)
        {
            // A handler that was not warmed up may serve all the same, if more slowly at first.
            _logger.WarmUpFailed(error);
        }

        Volatile.Write(ref _isOver, true);
    }

    /// <summary>
    /// Tells the handler that nobody waits for it any longer. What it does about it is its own: it holds nobody up
    /// here, and what it throws is nobody's to handle.
    /// </summary>
    public void Stop() => _ = _stop.CancelAsync().ContinueWith(
        cancelled => _ = cancelled.Exception, CancellationToken.None, default, TaskScheduler.Default);

    public void Dispose() => _stop.Dispose();
}
