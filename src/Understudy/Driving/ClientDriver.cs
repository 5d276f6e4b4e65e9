using System.Buffers;
using Understudy.Client;

namespace Understudy.Driving;

/// <summary>
/// Drives a client's engine with two threads of its own: one receives, one does what is due. One transport serves any
/// number of requests in flight. Whoever tells the engine something does the effects that it has then.
/// </summary>
internal sealed class ClientDriver : IClientDriver
{
    /// <summary>How long to wait before hearing again where the transport has failed.</summary>
    private static readonly TimeSpan Respite = TimeSpan.FromMilliseconds(2);

    private readonly ClientEngine _engine;
    private readonly AlarmGate _gate;
    private readonly ClientTransport _transport;
    private readonly ClientEffects _effects;
    private readonly int _maxDatagram;

    public ClientDriver(UnderstudyClientOptions options, IDatagramNetwork network, ClientEngine engine)
    {
        _engine = engine;
        _gate = new AlarmGate(options.TimeProvider);
        _transport = new ClientTransport(network);
        _effects = new ClientEffects(engine, _transport, _gate);
        _maxDatagram = options.Network.MaxDatagramBytes;
    }

    public async Task<Reply> RequestAsync(
        ReadOnlyMemory<byte> payload, RequestOrder order, TimeSpan waited, CancellationToken cancellationToken)
    {
        if (_transport.Open())
        {
            new Thread(Receive) { Name = "understudy replies", IsBackground = true }.UnsafeStart();
            new Thread(Pace) { Name = "understudy repeats", IsBackground = true }.UnsafeStart();
        }

        var answer = new TaskCompletionSource<Reply>(TaskCreationOptions.RunContinuationsAsynchronously);
        byte[] buffer = ArrayPool<byte>.Shared.Rent(_maxDatagram);
        PendingRequest request;
        Monitor.Enter(_gate);
        try
        {
            request = _engine.Begin(payload, order, _gate.Now, answer, waited);
            _effects.Do(buffer);
        }
        finally
        {
            Exit();
        }

        ArrayPool<byte>.Shared.Return(buffer);
        using CancellationTokenRegistration cancel = cancellationToken.Register(() =>
        {
            lock (_gate)
            {
                _engine.Cancel(request);
                _gate.WakeBy(_engine.NextDue);
            }

            answer.TrySetCanceled(cancellationToken);
        });
        return await answer.Task.ConfigureAwait(false);
    }

    public void Dispose()
    {
        _transport.Dispose();
        lock (_gate)
            _gate.WakeAll();
        _gate.Dispose();
    }

    /// <summary>The effects may have given the lock back already.</summary>
    private void Exit()
    {
        if (Monitor.IsEntered(_gate))
            Monitor.Exit(_gate);
    }

    private void Receive()
    {
        byte[] buffer = new byte[NetworkOptions.LargestDatagram];
        var from = new Peer();
        while (!_transport.IsClosed)
        {
            int? length = _transport.Receive(buffer, from);
            Monitor.Enter(_gate);
            try
            {
                if (length is { } received)
                    _engine.Received(buffer.AsSpan(0, received), from, _gate.Now);
                else if (!_transport.IsClosed)
                    _gate.Pause(Respite);
                _effects.Do(buffer);
            }
            finally
            {
                Exit();
            }
        }
    }

    private void Pace()
    {
        byte[] buffer = new byte[_maxDatagram];
        while (true)
        {
            // Looked at with the lock held, or the call that wakes this thread at the end might come before it waits.
            Monitor.Enter(_gate);
            try
            {
                if (_transport.IsClosed)
                    return;
                _gate.WaitUntil(_engine.NextDue);
                _engine.Due(_gate.Now);
                _effects.Do(buffer);
            }
            finally
            {
                Exit();
            }
        }
    }
}
