using System.Collections.Concurrent;
using System.Net.Sockets;
using Understudy.Diagnostics;
using Understudy.Server;

namespace Understudy.Driving;

/// <summary>
/// Calls the handler and sends what it says. Nothing that a handler does ends the request thread; a handler that takes
/// its time is awaited beside it.
/// </summary>
internal sealed class RequestRunner : IDisposable
{
    private readonly ServerContext _context;
    private readonly IRequestHandler _handler;
    private readonly RequestCore _core;
    private readonly ChannelKeeper _keeper;
    private readonly ConcurrentQueue<RequestJob> _spare = [];
    private readonly ConcurrentQueue<RequestJob> _finished = [];
    private readonly CancellationTokenSource _giveUp = new();
    private readonly TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);

    // One for the request thread itself, while it runs, and one for each request in progress beside it.
    private int _users = 1;

    public RequestRunner(ServerContext context, IRequestHandler handler, RequestCore core, ChannelKeeper keeper)
    {
        _context = context;
        _handler = handler;
        _core = core;
        _keeper = keeper;
    }

    /// <summary>Whether as many requests are in progress as may be.</summary>
    public bool IsFull => Volatile.Read(ref _users) > _context.Options.MaxRequestsInProgress;

    public RequestJob Rent()
        => _spare.TryDequeue(out RequestJob? job) ? job : new RequestJob(_context.Options.Network.MaxDatagramBytes);

    /// <summary>The job is no longer used.</summary>
    public void Return(RequestJob job) => _spare.Enqueue(job);

    /// <summary>Takes over what was finished beside the request thread. Called by that thread.</summary>
    /// <remarks>
    /// The jobs are not used again. Something that the handler has begun may still hold the memory of the request or
    /// the reply, and a context that says no does not take that away; and such a call costs far more than a new job.
    /// </remarks>
    public void TakeOverFinished()
    {
        while (_finished.TryDequeue(out RequestJob? job))
        {
            _core.Remember(job);
        }
    }

    /// <summary>Carries out a request.</summary>
    /// <returns>The job to receive the next one into: the same, unless the handler is still at work on it.</returns>
    public RequestJob Run(RequestJob job, TimeSpan now)
    {
        _core.Begin(job);
        _context.Progress.Busy(now);
        ValueTask<HandlerStatus> call = Call(job);
        _context.Progress.Free();
        if (call.IsCompletedSuccessfully)
        {
            Finish(job, call.Result);
            _core.Remember(job);
            return job;
        }

        Interlocked.Increment(ref _users);
        _ = FinishLaterAsync(job, call.AsTask());
        return Rent();
    }

    /// <summary>Sends a reply that was sent before to a client that asks again.</summary>
    public void SendAgain(RequestJob job)
    {
        if (_keeper.Current?.Send(job.Reply.Datagram, job.Client) != SocketError.Success)
            _context.Meters.SendFailure();
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
        Release();
        return _drained.Task;
    }

    public void Dispose() => _giveUp.Dispose();

    private ValueTask<HandlerStatus> Call(RequestJob job)
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
        try
        {
            Finish(job, await call.ConfigureAwait(false));
        }
        catch (OperationCanceledException) when (_giveUp.IsCancellationRequested)
        {
            // The server stops, and was told not to wait.
            job.EndCall();
            job.Reply.Reset(prefix: 0);
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            // A client that is told nothing would ask every server in turn, and each would fail alike.
            _context.Logger.HandlerFailed(job, error);
            _core.Empty(job);
            Finish(job, HandlerStatus.Rejected);
        }
        finally
        {
            _finished.Enqueue(job);

            // In this order: who sees that there is a place again must not be told afterwards that there is none.
            Release();
            _context.Progress.Free();
        }
    }

    private void Finish(RequestJob job, HandlerStatus status)
    {
        if (!_core.Fits(job))
            _context.Logger.ReplyTooLarge(job, _context.Options.Network.MaxDatagramBytes);
        status = _core.Complete(job, status, _context.Now);
        SocketError error = _keeper.Current?.Send(job.Reply.Datagram, job.Client) ?? SocketError.NetworkDown;
        if (error == SocketError.Success)
        {
            _context.Counts.CountAnswered();
            _context.Meters.Answer(status == HandlerStatus.Ok ? "ok" : "rejected");
            _context.Logger.Answered(job, status);
        }
        else
        {
            _context.Meters.SendFailure();
            _context.Logger.ReplyNotSent(job, new SocketException((int)error).Message);
        }
    }

    private void Release()
    {
        if (Interlocked.Decrement(ref _users) == 0)
            _drained.SetResult();
    }
}
