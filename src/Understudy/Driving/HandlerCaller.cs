using Understudy.Server;

namespace Understudy.Driving;

/// <summary>
/// Calls the handler for a desk, and sends what it says. Nothing that a handler does ends the request thread; one that
/// takes its time is awaited beside it.
/// </summary>
internal sealed class HandlerCaller : IDisposable
{
    private readonly ServerLifetime _lifetime;
    private readonly IRequestHandler _handler;
    private readonly RequestDesk _desk;
    private readonly TransportKeeper _transports;
    private readonly CancellationTokenSource _giveUp = new();
    private readonly TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public HandlerCaller(
        ServerLifetime lifetime, IRequestHandler handler, RequestDesk desk, TransportKeeper transports)
    {
        _lifetime = lifetime;
        _handler = handler;
        _desk = desk;
        _transports = transports;
    }

    /// <summary>Calls the handler, and returns when it has given the thread back.</summary>
    public void Call(RequestJob job)
    {
        ValueTask<HandlerStatus> call = Begin(job);
        if (call.IsCompletedSuccessfully)
        {
            _desk.Returned(job, isDone: true, _lifetime.Now);
            Finish(job, new HandlerResult(call.Result));
        }
        else
        {
            _desk.Returned(job, isDone: false, _lifetime.Now);
            _ = FinishLaterAsync(job, call.AsTask());
        }
    }

    /// <summary>Asks the handler whether it is well, and returns when it has given the thread back.</summary>
    public void CheckHealth(RequestJob job)
    {
        ValueTask<bool> check = BeginCheck();
        _desk.Checked(job);
        if (check.IsCompletedSuccessfully)
            _desk.Probes.Judged(check.Result);
        else
            _ = FinishCheckAsync(check.AsTask());
    }

    /// <summary>Sends what the desk has to send.</summary>
    public void Send(RequestJob job) => _desk.Sent(job, _transports.Send(job.Client, job.Reply.Datagram));

    /// <summary>Tells the handlers that nobody waits for them any longer.</summary>
    public void GiveUp()
    {
        try
        {
            // What handlers do about it is theirs: it holds nobody up here, and what they throw is nobody's to handle.
            _ = _giveUp.CancelAsync().ContinueWith(
                cancelled => _ = cancelled.Exception, CancellationToken.None, default, TaskScheduler.Default);
        }
        catch (ObjectDisposedException)
        {
            // The last of them has just finished.
        }
    }

    /// <summary>The request thread has ended; completes when the last request in progress has, too.</summary>
    public Task DrainAsync()
    {
        _desk.Close();
        SayIfDrained();
        return _drained.Task;
    }

    public void Dispose() => _giveUp.Dispose();

    private ValueTask<HandlerStatus> Begin(RequestJob job)
    {
        try
        {
            return _handler.HandleAsync(job.BeginCall(), _giveUp.Token);
        }
        catch (Exception error)
        {
            // One that asks for more memory than there is fails like any other: no request may keep its place for ever.
            return ValueTask.FromException<HandlerStatus>(error);
        }
    }

    private ValueTask<bool> BeginCheck()
    {
        try
        {
            return _handler.IsHealthyAsync(_giveUp.Token);
        }
        catch (Exception error)
        {
            return ValueTask.FromException<bool>(error);
        }
    }

    private async Task FinishCheckAsync(Task<bool> check)
    {
        try
        {
            _desk.Probes.Judged(await check.ConfigureAwait(false));
        }
        catch (Exception error)
        {
            _desk.Probes.Judged(isWell: false, error);
        }
    }

    private async Task FinishLaterAsync(RequestJob job, Task<HandlerStatus> call)
    {
        HandlerResult result;
        try
        {
            result = new HandlerResult(await call.ConfigureAwait(false));
        }
        catch (Exception error)
        {
            result = new HandlerResult(HandlerStatus.Rejected, error, _giveUp.IsCancellationRequested);
        }

        Finish(job, result);
        SayIfDrained();
    }

    private void Finish(RequestJob job, in HandlerResult result)
    {
        if (_desk.Complete(job, result, _lifetime.Now))
            Send(job);
    }

    private void SayIfDrained()
    {
        if (_desk.IsDrained)
            _drained.TrySetResult();
    }
}
