using Microsoft.Extensions.Logging.Abstractions;
using Understudy.Client;
using Understudy.Diagnostics;
using Understudy.Protocol;

namespace Understudy.Driving;

/// <summary>
/// Asks, repeats and hears the answer without a network, before a client's first request: what .NET compiles on the way
/// must not be taken for the silence of a server. Nothing is sent or logged, or counted for anybody.
/// </summary>
internal sealed class ClientRehearsal : IDisposable
{
    private const ulong Client = 1;

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(1);

    private static int _hasRun;

    private readonly IDialect _dialect;
    private readonly ClientListener _listener;
    private readonly ClientEngine _engine;
    private readonly AlarmGate _gate = new(TimeProvider.System);
    private readonly ClientTransport _transport;
    private readonly ClientEffects _effects;
    private readonly byte[] _buffer;

    private ClientRehearsal(IDialect dialect)
    {
        _dialect = dialect;
        _buffer = new byte[dialect.RequestPrefix + dialect.ReplyPrefix + 1];
        var stage = new Stage();
        _listener = new ClientListener(NullLogger.Instance, new ClientMeters(stage), () => TimeSpan.Zero);
        _engine = new ClientEngine(new ClientFrames(dialect, Client), Timeout, _listener);
        _transport = new ClientTransport(stage);
        _effects = new ClientEffects(_engine, _transport, _gate);
    }

    /// <summary>Rehearses, where no other client of this process has: code is compiled once.</summary>
    public static void RunOnce(IDialect dialect)
    {
        if (Interlocked.Exchange(ref _hasRun, 1) != 0)
            return;
        using var rehearsal = new ClientRehearsal(dialect);
        rehearsal.Run();
    }

    public void Dispose()
    {
        _transport.Dispose();
        _gate.Dispose();
        _listener.Dispose();
    }

    /// <summary>One request that is answered, and one that is repeated and then answered twice.</summary>
    private void Run()
    {
        _transport.Open();
        PendingRequest request = Begin();
        Hear(request, TimeSpan.FromMilliseconds(1));
        request = Begin();
        _engine.Due(Timeout / 2);
        DoEffects();
        Hear(request, Timeout / 2);
        Hear(request, Timeout / 2);
    }

    private PendingRequest Begin()
    {
        var answer = new TaskCompletionSource<Reply>();
        PendingRequest request = _engine.Begin("1"u8.ToArray(), RequestOrder.Lowest, TimeSpan.Zero, answer);
        DoEffects();
        return request;
    }

    private void Hear(PendingRequest request, TimeSpan now)
    {
        byte[] datagram = new byte[_dialect.ReplyPrefix + 1];
        var key = new RequestKey(Client, request.Number);
        _dialect.WritePrefix(datagram, new ReplyMessage(key, ReplyStatus.Done, ServerId: 1, Rank: 0));
        _engine.Received(datagram, new Peer(), now);
        DoEffects();
    }

    private void DoEffects()
    {
        Monitor.Enter(_gate);
        _gate.WakeBy(_engine.NextDue);
        _effects.Do(_buffer);
        if (Monitor.IsEntered(_gate))
            Monitor.Exit(_gate);
    }
}
