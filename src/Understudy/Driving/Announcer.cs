using Microsoft.Extensions.Logging;
using Understudy.Diagnostics;

namespace Understudy.Driving;

/// <summary>
/// Calls subscribers on the thread pool, one after the other and in the order of what they are told. So one that
/// blocks, or stops its server and waits for that, holds up no heartbeat.
/// </summary>
/// <remarks>Told by one thread at a time.</remarks>
internal sealed class Announcer
{
    private readonly ILogger _logger;
    private Task _last = Task.CompletedTask;

    public Announcer(ILogger logger) => _logger = logger;

    public void Tell(Action subscribers)
        => _last = _last.ContinueWith(_ => Call(subscribers), CancellationToken.None, default, TaskScheduler.Default);

    private void Call(Action subscribers)
    {
        try
        {
            subscribers();
        }
        catch (Exception error)
        {
            _logger.SubscriberFailed(error);
        }
    }
}
