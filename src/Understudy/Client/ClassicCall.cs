using Understudy.Protocol;

namespace Understudy.Client;

/// <summary>
/// One request in the classic dialect: when it is sent, what answers it, and what its caller is told if nothing does.
/// </summary>
internal sealed class ClassicCall
{
    private readonly IDialect _dialect;
    private readonly TimeSpan _started;
    private readonly IClientEvents _events;
    private readonly RepeatSchedule _schedule;
    private TimeSpan _due;
    private string? _sendProblem;
    private int _attempts;

    public ClassicCall(IDialect dialect, TimeSpan timeout, TimeSpan now, IClientEvents events)
    {
        _dialect = dialect;
        _started = now;
        _due = now;
        _events = events;
        _schedule = new RepeatSchedule(timeout);
        _events.Begun();
    }

    /// <summary>The answer; null while there is none.</summary>
    public Reply? Reply { get; private set; }

    /// <summary>What the caller is told instead of an answer; null while the request is not given up.</summary>
    public UnderstudyException? Failure { get; private set; }

    /// <summary>Checks what is asked.</summary>
    /// <exception cref="ArgumentException">The classic dialect cannot carry it.</exception>
    public static void Check(IDialect dialect, ReadOnlySpan<byte> payload, RequestOrder order)
    {
        if (order != RequestOrder.Lowest)
            throw new ArgumentException("The classic dialect knows the order of the lowest id alone.", nameof(order));
        if (dialect.TryRead(payload, out RequestMessage _) != DatagramStatus.Ok)
        {
            throw new ArgumentException(
                "A request in the classic dialect is UTF-8 text without control characters.", nameof(payload));
        }
    }

    /// <summary>What is to be done now; null to wait for as long as <see cref="WaitAt"/> says.</summary>
    public ClientEffectKind? Next(TimeSpan now)
    {
        if (Reply is not null)
            return ClientEffectKind.Complete;
        if (now < _due)
            return null;

        TimeSpan elapsed = now - _started;
        if (_schedule.NextWait(elapsed) is not { } wait)
        {
            GiveUp(elapsed);
            return ClientEffectKind.Fail;
        }

        _due = now + wait;
        if (++_attempts > 1)
            _events.Repeated();
        return ClientEffectKind.Send;
    }

    /// <summary>How long to wait for a datagram.</summary>
    public TimeSpan WaitAt(TimeSpan now) => now < _due ? _due - now : TimeSpan.Zero;

    /// <summary>How it went to send the request.</summary>
    public void Sent(SendResult result) => _sendProblem = result.Problem;

    /// <summary>A datagram has come: the answer.</summary>
    public void Received(ReadOnlySpan<byte> datagram, Peer from, TimeSpan now)
    {
        if (_dialect.TryRead(datagram, out ReplyMessage reply) is var status && status != DatagramStatus.Ok)
        {
            _events.Dropped(status);
            return;
        }

        Reply = new Reply
        {
            Status = reply.Status == ReplyStatus.Done ? HandlerStatus.Ok : HandlerStatus.Rejected,
            Payload = datagram[reply.Payload].ToArray(),
            Sender = from.Copy(),
            Attempts = _attempts,
            Elapsed = now - _started,
        };
        _events.Answered(Reply);
    }

    private void GiveUp(TimeSpan elapsed)
    {
        Failure = _sendProblem is { } problem
            ? NetworkException.NotSent(problem)
            : new NoAnswerException(_attempts, elapsed, Presence.Unknown);
        _events.GivenUp(Failure);
    }
}
