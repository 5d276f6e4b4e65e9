using Understudy.Client;

namespace Understudy.Driving;

/// <summary>
/// Does what a client's engine says is to be done: sends, opens the transport anew, hands over outcomes.
/// </summary>
internal sealed class ClientEffects
{
    private readonly ClientEngine _engine;
    private readonly ClientTransport _transport;
    private readonly AlarmGate _gate;

    /// <param name="engine">Says what is to be done.</param>
    /// <param name="transport">What is sent goes here.</param>
    /// <param name="gate">The lock under which the engine is used.</param>
    public ClientEffects(ClientEngine engine, ClientTransport transport, AlarmGate gate)
    {
        _engine = engine;
        _transport = transport;
        _gate = gate;
    }

    /// <summary>
    /// Does all that is to be done, after the engine was told something, and wakes whoever waits for what is due.
    /// Called with the lock held, which is given back while it is done, so that nobody waits for what is sent, and is
    /// not taken again where nothing is left.
    /// </summary>
    /// <param name="buffer">The caller's own, as large as the largest datagram.</param>
    public void Do(byte[] buffer)
    {
        _gate.WakeBy(_engine.NextDue);
        while (_engine.TryTake(out ClientEffect effect, buffer, out int length))
        {
            bool awaitsOnlyFailure = _engine.AwaitsOnlyFailure;
            Monitor.Exit(_gate);
            SendResult result = Do(effect, buffer.AsSpan(0, length));
            if (awaitsOnlyFailure && result.IsSent)
                return;
            Monitor.Enter(_gate);
            _engine.Done(effect, result);
        }
    }

    private SendResult Do(in ClientEffect effect, ReadOnlySpan<byte> datagram)
    {
        switch (effect.Kind)
        {
            case ClientEffectKind.Send or ClientEffectKind.Probe:
                return _transport.Send(datagram);
            case ClientEffectKind.Reopen:
                return _transport.Reopen();
            case ClientEffectKind.Complete:
                AnswerTo(effect.Request!).TrySetResult(effect.Request!.Reply!);
                break;
            case ClientEffectKind.Fail:
                AnswerTo(effect.Request!).TrySetException(effect.Request!.Failure!);
                break;
        }

        return SendResult.Sent;
    }

    private static TaskCompletionSource<Reply> AnswerTo(PendingRequest request)
        => request.TagAs<TaskCompletionSource<Reply>>();
}
