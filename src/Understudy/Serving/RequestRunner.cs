using System.Collections.Concurrent;
using System.Net.Sockets;
using Understudy.Diagnostics;
using Understudy.Handling;
using Understudy.Transport;
using Understudy.Wire;

namespace Understudy.Serving;

/// <summary>
/// Calls the handler and sends what it says. Nothing that a handler does ends the request thread; a handler that takes
/// its time is awaited beside it.
/// </summary>
internal sealed class RequestRunner : IDisposable
{
    private readonly ServerContext _context;
    private readonly IRequestHandler _handler;
    private readonly RequestLog _log;
    private readonly ConcurrentBag<RequestJob> _spare = [];
    private readonly CancellationTokenSource _giveUp = new();
    private readonly TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);

    // One for the request thread itself, while it runs, and one for each request in progress beside it.
    private int _users = 1;

    public RequestRunner(ServerContext context, IRequestHandler handler)
    {
        _context = context;
        _handler = handler;
        _log = new RequestLog(context.Logger);
    }

    public RequestJob Rent()
        => _spare.TryTake(out RequestJob? job) ? job : new RequestJob(_context.Options.Network.MaxDatagramBytes);

    /// <summary>Carries out a request.</summary>
    /// <returns>The job to receive the next one into: the same, unless the handler is still at work on it.</returns>
    public RequestJob Run(RequestJob job, MulticastChannel channel)
    {
        int limit = _context.Options.MaxRequestsInProgress;
        if (Volatile.Read(ref _users) > limit)
        {
            _context.Meters.Answer("busy");
            _log.TooManyInProgress(job, limit);
            return job;
        }

        ValueTask<HandlerStatus> call = Call(job);
        if (call.IsCompletedSuccessfully)
        {
            Send(job, call.Result, channel);
            return job;
        }

        Interlocked.Increment(ref _users);
        _ = FinishAsync(job, call.AsTask(), channel);
        return Rent();
    }

    /// <summary>The request thread has ended; completes when the last request in progress has, too.</summary>
    public async Task DrainAsync(CancellationToken giveUp)
    {
        Release();
        try
        {
            await _drained.Task.WaitAsync(giveUp).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            await _giveUp.CancelAsync().ConfigureAwait(false);
        }
    }

    public void Dispose() => _giveUp.Dispose();

    private ValueTask<HandlerStatus> Call(RequestJob job)
    {
        job.Reset();
        try
        {
            return _handler.HandleAsync(job.Request, job.Reply, _giveUp.Token);
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            return ValueTask.FromException<HandlerStatus>(error);
        }
    }

    private async Task FinishAsync(RequestJob job, Task<HandlerStatus> call, MulticastChannel channel)
    {
        try
        {
            Send(job, await call.ConfigureAwait(false), channel);
        }
        catch (OperationCanceledException) when (_giveUp.IsCancellationRequested)
        {
            // The server stops, and was told not to wait.
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            // A client that is told nothing would ask every server in turn, and each would fail alike.
            _log.HandlerFailed(job, error);
            job.Reset();
            Send(job, HandlerStatus.Rejected, channel);
        }
        finally
        {
            _spare.Add(job);
            Release();
        }
    }

    private void Send(RequestJob job, HandlerStatus status, MulticastChannel channel)
    {
        int limit = _context.Options.Network.MaxDatagramBytes;
        if (job.Reply.WrittenCount > limit)
        {
            _log.ReplyTooLarge(job, limit);
            status = HandlerStatus.Rejected;
        }

        ReadOnlySpan<byte> reply = status == HandlerStatus.Ok ? job.Reply.WrittenSpan : ClassicText.Rejection;
        SocketError error = channel.Send(reply, job.Client);
        if (error == SocketError.Success)
        {
            _context.Meters.Answer(status == HandlerStatus.Ok ? "ok" : "rejected");
            _log.Answered(job, status);
        }
        else
        {
            _context.Meters.SendFailure();
            _log.ReplyNotSent(job, new SocketException((int)error).Message);
        }
    }

    private void Release()
    {
        if (Interlocked.Decrement(ref _users) == 0)
            _drained.SetResult();
    }
}
