using System.Buffers;
using System.Net;
using System.Net.Sockets;
using Understudy.Client;
using Understudy.Protocol;
using Understudy.Transport;

namespace Understudy.Driving;

/// <summary>
/// One request in the classic dialect, from the first attempt to the first answer, on a channel of its own: an answer
/// carries no number, so the port it comes to is all that ties it to its request.
/// </summary>
internal sealed class ClassicExchange : IDisposable
{
    private readonly UnderstudyClientOptions _options;
    private readonly ClientChannel _channel;
    private readonly SocketAddress _sender = new(AddressFamily.InterNetwork);

    // The original's answers have no limit but the datagram's.
    private readonly byte[] _buffer = ArrayPool<byte>.Shared.Rent(NetworkOptions.LargestDatagram);
    private readonly long _start;

    /// <exception cref="NetworkException">No socket can be opened.</exception>
    public ClassicExchange(UnderstudyClientOptions options, InterfaceAddress local)
    {
        _options = options;
        _start = options.TimeProvider.GetTimestamp();
        _channel = new ClientChannel(options.Network, local);
    }

    /// <summary>How often the request has been sent.</summary>
    public int Attempts { get; private set; }

    private TimeSpan Elapsed => _options.TimeProvider.GetElapsedTime(_start);

    /// <summary>Sends, waits, and sends again, until an answer comes or the timeout is over.</summary>
    /// <exception cref="NoAnswerException">The timeout is over.</exception>
    /// <exception cref="NetworkException">The timeout is over, and the last attempt could not even be sent.</exception>
    public async Task<Reply> RunAsync(ReadOnlyMemory<byte> request, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task<int> answer = _channel.ReceiveAsync(_buffer, _sender, stop.Token);
        var schedule = new RepeatSchedule(_options.Timeout);
        Exception? sendError = null;
        try
        {
            while (schedule.NextWait(Elapsed) is { } wait)
            {
                Attempts++;
                sendError = _channel.SendToGroup(request.Span);
                if (await CompletesWithinAsync(answer, wait, cancellationToken).ConfigureAwait(false))
                    return ToReply(await answer.ConfigureAwait(false));
            }
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await ((Task)answer).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        throw sendError is null
            ? new NoAnswerException(Attempts, Elapsed, isAnybodyThere: null)
            : NetworkException.NotSent(sendError);
    }

    public void Dispose()
    {
        _channel.Dispose();
        ArrayPool<byte>.Shared.Return(_buffer);
    }

    private async Task<bool> CompletesWithinAsync(Task answer, TimeSpan wait, CancellationToken cancellationToken)
    {
        await answer.WaitAsync(wait, _options.TimeProvider, cancellationToken)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
        return answer.IsCompleted;
    }

    private Reply ToReply(int length)
    {
        byte[] payload = _buffer.AsSpan(0, length).ToArray();
        return new Reply
        {
            Status = ClassicText.Rejection.SequenceEqual(payload) ? HandlerStatus.Rejected : HandlerStatus.Ok,
            Payload = payload,
            Sender = new Peer(_sender.ToEndPoint()),
            Attempts = Attempts,
            Elapsed = Elapsed,
        };
    }
}
