using Understudy.Protocol;

namespace Understudy.Client;

/// <summary>
/// A client in the framed dialect, without clock, thread or transport. Tell it what happens and when, carry out the
/// effects that it gives, and come back when <see cref="NextDue"/> says.
/// </summary>
/// <remarks>Not safe to use from two threads at once.</remarks>
internal sealed class ClientEngine
{
    private readonly ClientFrames _frames;
    private readonly TimeSpan _timeout;
    private readonly IClientEvents _events;
    private readonly RoundTrips _trips = new();
    private readonly FirstAttempts _first = new();
    private readonly RepeatQueue _repeats;
    private readonly RankLimits _limits = new();
    private readonly RequestNumbers _numbers = new();
    private readonly RequestTable _table = new();
    private readonly ClientNetwork _network;
    private readonly PresenceWatch _presence = new();
    private readonly Outcomes _outcomes = new();
    private readonly Queue<ClientEffect> _effects = new();

    /// <param name="frames">How the client speaks.</param>
    /// <param name="timeout">How long a request may go unanswered.</param>
    /// <param name="events">Listens.</param>
    public ClientEngine(ClientFrames frames, TimeSpan timeout, IClientEvents events)
    {
        _frames = frames;
        _timeout = timeout;
        _events = events;
        _network = new ClientNetwork(events);
        _repeats = new RepeatQueue(frames.Client);
    }

    /// <summary>
    /// When to call <see cref="Due"/>; null where nothing is waited for. Whatever the engine is told may put it
    /// forward.
    /// </summary>
    public TimeSpan? NextDue => Earlier(_first.NextTry, Earlier(_repeats.NextTry, _table.NextDue));

    /// <summary>How many requests wait for their answers.</summary>
    public int InFlight => _table.Count;

    /// <summary>A request begins.</summary>
    /// <param name="payload">What is asked. It must not change until the request is over.</param>
    /// <param name="order">Which server is asked first.</param>
    /// <param name="now">The time.</param>
    /// <param name="tag">What the driver ties to it.</param>
    /// <param name="waited">How much of its time is over.</param>
    public PendingRequest Begin(
        ReadOnlyMemory<byte> payload, RequestOrder order, TimeSpan now, object? tag = null, TimeSpan waited = default)
    {
        bool spread = order == RequestOrder.Spread;
        TimeSpan started = now - waited;
        var request = new PendingRequest(payload, _numbers.Next(spread), started, tag)
        {
            IsSpread = spread,
            Ends = started + _timeout,
        };
        _table.Add(request);
        _first.Add(request);
        _events.Begun();
        SendWaiting(now);
        if (request.Attempts == 0)
            Schedule(request, now);
        return request;
    }

    /// <summary>The caller no longer wants an answer.</summary>
    public void Cancel(PendingRequest request)
    {
        End(request);
        _repeats.LookAgain();
    }

    /// <summary>The time of <see cref="NextDue"/> has come: requests are repeated, or given up.</summary>
    public void Due(TimeSpan now)
    {
        while (_table.TryTakeDue(now, out PendingRequest? request))
        {
            if (now >= request.Ends || HasFailed(request, now))
            {
                GiveUp(request, now);
                continue;
            }

            if (now >= request.Half)
                AskWhoIsThere(request, now);
            if (now >= request.RepeatsAt)
            {
                request.RepeatsAt = TimeSpan.MaxValue;
                _repeats.Add(request, now);
            }

            Schedule(request, now);
        }

        RepeatHeld(now);
        SendWaiting(now);
    }

    /// <summary>A datagram has come to the client's port.</summary>
    /// <param name="datagram">The datagram.</param>
    /// <param name="from">Who sent it; it is copied where it is kept.</param>
    /// <param name="now">The time.</param>
    public void Received(ReadOnlySpan<byte> datagram, Peer from, TimeSpan now)
    {
        DatagramStatus status = _frames.Read(datagram, out ReplyMessage? reply);
        if (reply?.Key?.Number > _numbers.Last)
            status = DatagramStatus.UnknownKind;
        if (status != DatagramStatus.Ok)
        {
            _events.Dropped(status);
            return;
        }

        _presence.Heard(now);
        if (reply is not { Key: { } key } heard)
            return;
        Reply(key.Number, heard, datagram, from, now);
        RepeatHeld(now);
        SendWaiting(now);
    }

    /// <summary>An effect was done.</summary>
    /// <param name="effect">Which.</param>
    /// <param name="result">How that went. Only sending and reopening can fail.</param>
    public void Done(in ClientEffect effect, SendResult result)
    {
        if (effect.Kind == ClientEffectKind.Send)
            Sent(effect.Request!, result);
        else if (effect.Kind == ClientEffectKind.Reopen)
            _network.Reopened(result);
        else if (effect.Kind == ClientEffectKind.Probe && !result.IsSent)
            _presence.NotAsked();
    }

    /// <summary>
    /// Whether nothing is left to do once the effect that was taken last is done, and nothing to tell but a failure of
    /// it.
    /// </summary>
    public bool AwaitsOnlyFailure => _effects.Count == 0 && !_network.IsFailing;

    /// <summary>Takes the next thing that is to be done.</summary>
    /// <param name="effect">What.</param>
    /// <param name="buffer">Takes the datagram if one is to be sent; as large as the largest.</param>
    /// <param name="length">How many bytes the datagram has.</param>
    /// <returns>False where nothing is to be done.</returns>
    public bool TryTake(out ClientEffect effect, Span<byte> buffer, out int length)
    {
        length = 0;
        while (_effects.TryDequeue(out effect))
        {
            if (effect.Kind == ClientEffectKind.Probe)
                length = _frames.WriteProbe(effect.Number, buffer);
            if (effect.Kind != ClientEffectKind.Send)
                return true;
            if (effect.Request!.IsDone)
                continue;

            _network.Sending(effect.Request);
            length = _frames.WriteRequest(effect.Request, buffer);
            return true;
        }

        return false;
    }

    /// <summary>What could not be sent burdens nobody, and its silence says nothing.</summary>
    private void Sent(PendingRequest request, SendResult result)
    {
        _network.Sent(request, result);
        if (!result.IsSent)
            _repeats.Forget(request);
    }

    private void SendWaiting(TimeSpan now)
    {
        while (_first.TryTake(now, out PendingRequest? request))
        {
            _repeats.Begun(_table.Count, now);
            Send(request, _limits.First(request.IsSpread), _trips.Timeout, now);
        }
    }

    private void RepeatHeld(TimeSpan now)
    {
        while (_repeats.TryTake(now, out PendingRequest? request))
        {
            if (_network.ShouldReopen(now))
                _effects.Enqueue(new ClientEffect(ClientEffectKind.Reopen));
            TimeSpan wait = request.IsAllFailed ? request.Wait : RoundTripEstimate.Doubled(request.Wait);
            Send(request, _limits.Next(request, _repeats.Searched, now), wait, now);
            _events.Repeated();
            if (request.RankLimit == RequestFrame.Everybody)
                AskWhoIsThere(request, now);
        }
    }

    private void Send(PendingRequest request, int limit, TimeSpan wait, TimeSpan now)
    {
        request.Attempts++;
        request.RankLimit = limit;
        request.TimeLeft = request.Ends - now;
        request.Wait = wait;
        request.RepeatsAt = now + wait;
        Schedule(request, now);
        _effects.Enqueue(new ClientEffect(ClientEffectKind.Send, request));
    }

    /// <summary>
    /// Everybody was asked, or half of a request's time is over: the client asks who is there. Servers answer a probe
    /// to the client alone.
    /// </summary>
    private void AskWhoIsThere(PendingRequest request, TimeSpan now)
    {
        if (_presence.ShouldAsk(request, now))
            _effects.Enqueue(new ClientEffect(ClientEffectKind.Probe, Number: _numbers.NextProbe()));
    }

    private void End(PendingRequest request)
    {
        _table.End(request);
        _first.GiveBack(request);
        _repeats.Forget(request);
    }

    /// <summary>All that count have failed, and everybody else was asked, too, and had time to answer.</summary>
    private static bool HasFailed(PendingRequest request, TimeSpan now)
        => request is { RankLimit: RequestFrame.Everybody, Failed.AreAll: true } && now >= request.RepeatsAt;

    private void GiveUp(PendingRequest request, TimeSpan now)
    {
        End(request);
        request.Failure = Outcomes.WhyFailed(request, _network.WhyUnsent(request), _presence.Since(request), now);
        _effects.Enqueue(new ClientEffect(ClientEffectKind.Fail, request));
        _events.GivenUp(request.Failure);
    }

    private void Reply(ulong number, in ReplyMessage heard, ReadOnlySpan<byte> datagram, Peer from, TimeSpan now)
    {
        int rank = heard.Rank ?? 0;
        bool isSpread = RequestNumbers.IsSpread(number);
        _table.TryGet(number, out PendingRequest? request);
        _repeats.Heard(heard.IsBusy, request, _table.Count, now);
        if (heard.Status == ReplyStatus.Failed)
        {
            Failed(request, heard, now);
            return;
        }

        if (request is null)
        {
            _limits.AnsweredAgain(rank, isSpread);
            _trips.AnsweredAgain(number, heard.ServerId);
            _events.AnsweredAgain();
            return;
        }

        End(request);
        _limits.Answered(rank, isSpread);
        _trips.Answered(request, heard.ServerId, now);
        request.Reply = _outcomes.ReplyTo(request, heard, datagram, from, now);
        _effects.Enqueue(new ClientEffect(ClientEffectKind.Complete, request));
        _events.Answered(request.Reply);
    }

    /// <summary>
    /// A server could not carry a request out: others are asked at once, unless the last attempt asks them already. It
    /// says nothing of where the next request is to begin.
    /// </summary>
    private void Failed(PendingRequest? request, in ReplyMessage heard, TimeSpan now)
    {
        if (request is null || !request.Fails(heard))
        {
            _events.AnsweredAgain();
            return;
        }

        if (!request.IsAllFailed || request.RepeatsAt == TimeSpan.MaxValue)
            return;
        request.RepeatsAt = TimeSpan.MaxValue;
        _repeats.Add(request, now);
    }

    private static TimeSpan? Earlier(TimeSpan? one, TimeSpan? other) => other is null || one < other ? one : other;

    private void Schedule(PendingRequest request, TimeSpan now)
    {
        TimeSpan next = now < request.Half ? request.Half : request.Ends;
        _table.Schedule(request, request.RepeatsAt < next ? request.RepeatsAt : next);
    }
}
