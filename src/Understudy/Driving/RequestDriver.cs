using Understudy.Membership;
using Understudy.Server;

namespace Understudy.Driving;

/// <summary>
/// The request thread, and the handler's calls: receives, calls, sends and waits as the desk says. Nothing that a
/// handler does ends the thread. It takes no lock and, where the handler completes at once, allocates nothing.
/// </summary>
internal sealed class RequestDriver : IDisposable
{
    /// <summary>How long to wait for the heartbeat thread to open a transport where there is none.</summary>
    private static readonly TimeSpan RetryInterval = TimeSpan.FromMilliseconds(10);

    private readonly ServerLifetime _lifetime;
    private readonly HeartbeatEngine _heartbeats;
    private readonly IRequestHandler _handler;
    private readonly RequestDesk _desk;
    private readonly TransportKeeper _keeper;
    private readonly CancellationTokenSource _giveUp = new();
    private readonly TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public RequestDriver(
        ServerLifetime lifetime,
        HeartbeatEngine heartbeats,
        IRequestHandler handler,
        RequestDesk desk,
        TransportKeeper keeper)
    {
        _lifetime = lifetime;
        _heartbeats = heartbeats;
        _handler = handler;
        _desk = desk;
        _keeper = keeper;
    }

    public void Run()
    {
        while (!_lifetime.IsStopping)
        {
            MembershipView view = _heartbeats.View;
            IDatagramTransport? transport = _keeper.Current;
            DeskStep step = _desk.Next(new DeskMoment(_lifetime.Now, view, transport));
            if (step.Work == DeskWork.Call)
                Call(step.Job);
            else if (step.Work == DeskWork.Send)
                Send(step.Job);
            else if (transport is null)
                _lifetime.Stopping.WaitOne(RetryInterval);
            else if (step.Work == DeskWork.Receive)
                Take(transport.Receive(step.Job.Buffer, step.Job.Client, Timeout.InfiniteTimeSpan));
            else
                Take(transport.Receive(step.Job.Buffer, step.Job.Client, TimeSpan.Zero));
        }
    }

    /// <summary>Tells the handlers that nobody waits for them any longer.</summary>
    public void GiveUp()
    {
        try
        {
            _giveUp.Cancel();
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

    private void Take(int? length)
    {
        if (length is { } received)
            _desk.Received(received, _lifetime.Now);
        else
            _desk.NothingWaits();
    }

    private void Call(RequestJob job)
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

    private ValueTask<HandlerStatus> Begin(RequestJob job)
    {
        try
        {
            return _handler.HandleAsync(job.BeginCall(), _giveUp.Token);
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            return ValueTask.FromException<HandlerStatus>(error);
        }
    }

    private async Task FinishLaterAsync(RequestJob job, Task<HandlerStatus> call)
    {
        HandlerResult result;
        try
        {
            result = new HandlerResult(await call.ConfigureAwait(false));
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            bool isGivenUp = error is OperationCanceledException && _giveUp.IsCancellationRequested;
            result = new HandlerResult(HandlerStatus.Rejected, error, isGivenUp);
        }

        Finish(job, result);
        SayIfDrained();
    }

    private void Finish(RequestJob job, in HandlerResult result)
    {
        if (_desk.Complete(job, result, _lifetime.Now))
            Send(job);
    }

    private void Send(RequestJob job) => _desk.Sent(job, _keeper.Send(job.Client, job.Reply.Datagram));

    private void SayIfDrained()
    {
        if (_desk.IsDrained)
            _drained.TrySetResult();
    }
}
