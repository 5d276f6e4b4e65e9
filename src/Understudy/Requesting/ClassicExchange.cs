using System.Net;
using System.Net.Sockets;
using Understudy.Handling;
using Understudy.Transport;
using Understudy.Wire;

namespace Understudy.Requesting;

/// <summary>
/// One request in the classic dialect, from the first attempt to the first answer, on a socket of its own: an answer
/// carries no number, so the port it comes to is all that ties it to its request.
/// </summary>
internal sealed class ClassicExchange : IDisposable
{
    private readonly UnderstudyClientOptions _options;
    private readonly Socket _socket;
    private readonly byte[] _buffer;
    private readonly SocketAddress _sender = new(AddressFamily.InterNetwork);
    private readonly long _start;

    /// <exception cref="NetworkException">No socket can be opened.</exception>
    public ClassicExchange(UnderstudyClientOptions options, InterfaceAddress local)
    {
        _options = options;
        _start = options.TimeProvider.GetTimestamp();
        _buffer = new byte[options.Network.MaxDatagramBytes];
        _socket = GroupSockets.OpenSender(local, options.Network);
    }

    private TimeSpan Elapsed => _options.TimeProvider.GetElapsedTime(_start);

    public async Task<Reply> RunAsync(ReadOnlyMemory<byte> request, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        SocketAddress group = _options.Network.RequestGroup.Serialize();
        var schedule = new RepeatSchedule(_options.Timeout);
        SocketException? sendError = null;
        Task<int>? answer = null;
        int attempts = 0;
        try
        {
            while (schedule.NextWait(Elapsed) is { } wait)
            {
                attempts++;
                sendError = Send(request.Span, group);
                answer ??= ReceiveAsync(stop.Token);
                if (await IsCompleteWithinAsync(answer, wait, cancellationToken).ConfigureAwait(false))
                    return ToReply(await answer.ConfigureAwait(false), attempts);
            }
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
        }

        throw NoAnswer(attempts, sendError);
    }

    public void Dispose() => _socket.Dispose();

    private SocketException? Send(ReadOnlySpan<byte> request, SocketAddress group)
    {
        try
        {
            _socket.SendTo(request, SocketFlags.None, group);
            return null;
        }
        catch (SocketException error)
        {
            // The network may come back before the timeout is over.
            return error;
        }
    }

    private async Task<int> ReceiveAsync(CancellationToken stop)
    {
        while (true)
        {
            try
            {
                return await _socket.ReceiveFromAsync(_buffer, SocketFlags.None, _sender, stop).ConfigureAwait(false);
            }
            catch (SocketException error) when (error.SocketErrorCode is SocketError.MessageSize or SocketError.ConnectionReset)
            {
                // An answer longer than any may be, or a server that is gone: there may be a better one.
            }
        }
    }

    private async Task<bool> IsCompleteWithinAsync(Task answer, TimeSpan wait, CancellationToken cancellationToken)
    {
        using var timer = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task delay = Task.Delay(wait, _options.TimeProvider, timer.Token);
        Task first = await Task.WhenAny(answer, delay).ConfigureAwait(false);
        await timer.CancelAsync().ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        return first == answer;
    }

    private Reply ToReply(int length, int attempts)
    {
        byte[] payload = _buffer.AsSpan(0, length).ToArray();
        return new Reply
        {
            Status = ClassicText.Rejection.SequenceEqual(payload) ? HandlerStatus.Rejected : HandlerStatus.Ok,
            Payload = payload,
            Sender = _sender.ToEndPoint(),
            Attempts = attempts,
            Elapsed = Elapsed,
        };
    }

    private UnderstudyException NoAnswer(int attempts, SocketException? sendError)
    {
        if (sendError is not null)
            return new NetworkException($"The request cannot be sent: {sendError.Message}. Check the interface (--interface).", sendError);

        TimeSpan elapsed = Elapsed;
        return new NoAnswerException(
            attempts, elapsed, $"Nobody answered within {_options.Timeout.TotalSeconds:0.###} s, in {attempts} attempts.");
    }
}
