using Microsoft.Extensions.Logging;
using Understudy.Diagnostics;

namespace Understudy.Driving;

/// <summary>Lets a handler get ready on the thread that runs this, before its server joins.</summary>
internal sealed class HandlerWarmUp : IDisposable
{
    private readonly IRequestHandler _handler;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stop = new();

    public HandlerWarmUp(IRequestHandler handler, ILogger logger)
    {
        _handler = handler;
        _logger = logger;
    }

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
    }

    /// <summary>Tells the handler that nobody waits for it any longer.</summary>
    public Task StopAsync() => _stop.CancelAsync();

    public void Dispose() => _stop.Dispose();
}
