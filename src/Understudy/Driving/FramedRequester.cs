using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Understudy.Client;
using Understudy.Protocol;
using Understudy.Transport;

namespace Understudy.Driving;

/// <summary>
/// Drives the table of requests with two threads of the client's own: one receives, one sends what is due. One socket
/// serves any number of requests in flight.
/// </summary>
internal sealed class FramedRequester : IRequester
{
    private readonly UnderstudyClientOptions _options;
    private readonly RequestTable _table;
    private readonly long _start;
    private readonly object _gate = new();
    private readonly List<PendingRequest> _toSend = [];
    private readonly List<PendingRequest> _expired = [];
    private volatile ClientChannel? _channel;
    private volatile bool _stopped;
    private TimeSpan _wakeAt = TimeSpan.MaxValue;
    private NetworkException? _lastTrouble;
    private bool _started;
    private long _requests;
    private long _repeats;

    public FramedRequester(UnderstudyClientOptions options)
    {
        _options = options;
        _start = options.TimeProvider.GetTimestamp();
        _table = new RequestTable(
            options, BinaryPrimitives.ReadUInt64LittleEndian(RandomNumberGenerator.GetBytes(sizeof(ulong))));
    }

    public int MaxPayload => _options.Network.MaxDatagramBytes - RequestFrame.PayloadOffset;

    public ClientStatistics Statistics
    {
        get
        {
            lock (_gate)
            {
                return new ClientStatistics
                {
                    Requests = _requests,
                    DatagramsSent = _requests + _repeats,
                    Repeats = _repeats,
                    DuplicateReplies = _table.DuplicateReplies,
                    Dropped = _table.Dropped,
                };
            }
        }
    }

    private TimeSpan Now => _options.TimeProvider.GetElapsedTime(_start);

    public async Task<Reply> RequestAsync(ReadOnlyMemory<byte> payload, RequestOrder order, CancellationToken cancellationToken)
    {
        ClientChannel channel = Open();
        PendingRequest request;
        lock (_gate)
        {
            _requests++;
            request = _table.Begin(payload.Span, order, Now);
            if (_table.NextDue < _wakeAt)
                Monitor.Pulse(_gate);
        }

        request.SendError = channel.SendToGroup(request.Frame);
        using CancellationTokenRegistration cancel = cancellationToken.Register(() => Cancel(request, cancellationToken));
        return await request.Completion.Task.ConfigureAwait(false);
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _stopped = true;
            Monitor.PulseAll(_gate);
        }

        _channel?.Dispose();
    }

    private ClientChannel Open()
    {
        if (_channel is { } open)
            return open;

        lock (_gate)
        {
            _channel ??= new ClientChannel(_options.Network, InterfaceAddress.Resolve(_options.Network.Interface));
            if (!_started)
            {
                _started = true;
                new Thread(Receive) { Name = "understudy replies", IsBackground = true }.Start();
                new Thread(Pace) { Name = "understudy repeats", IsBackground = true }.Start();
            }

            return _channel;
        }
    }

    private void Receive()
    {
        byte[] buffer = new byte[NetworkOptions.LargestDatagram];
        var sender = new SocketAddress(AddressFamily.InterNetwork);
        while (!_stopped)
        {
            if (_channel?.Receive(buffer, sender) is not { } length)
            {
                WaitForChannel();
                continue;
            }

            PendingRequest? answered;
            Reply? reply;
            lock (_gate)
                answered = _table.Accept(buffer.AsSpan(0, length), sender.ToEndPoint(), Now, out reply);
            answered?.Completion.TrySetResult(reply!);
        }
    }

    /// <summary>The channel has failed; the other thread opens another when it has something to send.</summary>
    private void WaitForChannel()
    {
        lock (_gate)
        {
            if (!_stopped)
                Monitor.Wait(_gate, RoundTripEstimate.Floor);
        }
    }

    private void Pace()
    {
        while (!_stopped)
        {
            lock (_gate)
            {
                WaitForDue();
                _table.CollectDue(Now, _toSend, _expired);
                _repeats += _toSend.Count;
            }

            foreach (PendingRequest request in _toSend)
                Repeat(request);
            foreach (PendingRequest request in _expired)
                request.Completion.TrySetException(NoAnswer(request));
            _toSend.Clear();
            _expired.Clear();
        }
    }

    private void WaitForDue()
    {
        _wakeAt = _table.NextDue ?? TimeSpan.MaxValue;
        TimeSpan wait = _wakeAt - Now;
        if (wait <= TimeSpan.Zero || _stopped)
            return;

        // The wait is in whole milliseconds, and never too short.
        if (_wakeAt == TimeSpan.MaxValue)
            Monitor.Wait(_gate);
        else
            Monitor.Wait(_gate, (int)Math.Ceiling(wait.TotalMilliseconds));
    }

    private void Repeat(PendingRequest request)
    {
        if (request.SendError is not null)
            Reopen();

        request.SendError = _channel?.SendToGroup(request.Frame) ?? request.SendError;
        byte[]? probe;
        lock (_gate)
            probe = _table.ProbeAfter(request, Now);
        if (probe is not null)
            _channel?.SendToGroup(probe);
    }

    /// <summary>The interface may have another address by now.</summary>
    private void Reopen()
    {
        try
        {
            var channel = new ClientChannel(_options.Network, InterfaceAddress.Resolve(_options.Network.Interface));
            ClientChannel? old = Interlocked.Exchange(ref _channel, channel);
            old?.Dispose();
        }
        catch (NetworkException error)
        {
            // Still away. The next repeat tries again, and if there is none, this is what the caller is told.
            _lastTrouble = error;
        }
    }

    private UnderstudyException NoAnswer(PendingRequest request)
    {
        if (request.SendError is not null)
            return _lastTrouble ?? NetworkException.NotSent(request.SendError);

        lock (_gate)
            return new NoAnswerException(request.Attempts, Now - request.Started, _table.HeardSince(request));
    }

    private void Cancel(PendingRequest request, CancellationToken token)
    {
        lock (_gate)
            _table.End(request);
        request.Completion.TrySetCanceled(token);
    }
}
