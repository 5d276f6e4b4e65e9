using System.Buffers.Binary;
using System.Net;
using Understudy.Client;
using Understudy.Protocol;
using Understudy.Simulation.Checking;
using Understudy.Simulation.Mutations;
using Understudy.Simulation.Network;
using Understudy.Simulation.Plans;
using Understudy.Simulation.Timing;

namespace Understudy.Simulation.Hosts;

/// <summary>A client: drives its engine with simulated time and a simulated network.</summary>
internal sealed class ClientHost
{
    private static readonly Peer Somewhere = new(new IPEndPoint(IPAddress.Loopback, 1));

    private readonly World _world;
    private readonly int _host;
    private readonly int _client;
    private readonly Clock _clock = new();
    private readonly ClientEngine _engine;
    private readonly ClientWitness _witness = new();
    private readonly MutantReplies _mutant;
    private readonly ClientInterface _interface;
    private readonly byte[] _buffer = new byte[Datagram.MaxBytes];
    private long _wakesAt = -1;
    private int _burst;
    private long _burstsAt = -1;

    public ClientHost(World world, int client)
    {
        _world = world;
        _client = client;
        _host = world.Plan.Servers.Length + client;
        _mutant = new MutantReplies(world.Mutation, world.Checks, client);
        _interface = new ClientInterface(_host);
        var frames = new ClientFrames(
            new FramedDialect(Frame.Cluster, MembershipOptions.HighestId, Datagram.MaxBytes), world.Dice.Next());
        _engine = new ClientEngine(frames, MutantOptions.TimeoutOf(world.Mutation, world.Plan), _witness);
    }

    private TimeSpan Now => _clock.At(_world.Events.Now);

    /// <summary>Plans the next request, after a time that is random.</summary>
    public void PlanAsking()
    {
        long mean = Durations.Second * _world.Plan.Clients / _world.Plan.RequestsPerSecond;
        long at = _world.Events.Now + 1 + _world.Dice.Below(2 * mean);
        if (at < _world.Plan.LoadEndsAt)
            _world.Events.Plan(at, EventKind.Ask, _host);
    }

    public void Ask()
    {
        PlanAsking();
        Begin();
    }

    /// <summary>Other faults are active now.</summary>
    public void Suffer(List<Fault> active)
    {
        _interface.Suffer(active);
        bool wasCalm = _burst == 0;
        _burst = 0;
        foreach (Fault fault in active)
        {
            if (fault.Kind == FaultKind.Burst && fault.Host == _host)
                _burst = Math.Max(_burst, fault.Amount);
        }

        if (wasCalm && _burst > 0)
            PlanBurst();
    }

    /// <summary>The next request of a burst.</summary>
    public void Burst()
    {
        if (_burst == 0 || _burstsAt != _world.Events.Now)
            return;

        PlanBurst();
        Begin();
    }

    private void PlanBurst()
    {
        _burstsAt = _world.Events.Now + 1 + _world.Dice.Below(2 * Durations.Second / _burst);
        _world.Events.Plan(_burstsAt, EventKind.Burst, _host);
    }

    private void Begin()
    {
        ulong payload = _world.Dice.Next();
        byte[] bytes = new byte[Service.Length];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, payload);
        bool spread = _world.Dice.Happens(_world.Plan.SpreadPerThousand);
        PendingRequest request = _engine.Begin(bytes, spread ? RequestOrder.Spread : RequestOrder.Lowest, Now);
        _world.Checks.Begins(new RequestRecord
        {
            Client = _client,
            Number = request.Number,
            Payload = payload,
            BeganAt = _world.Events.Now,
            IsSpread = spread,
        });
        DoEffects();
        PlanRepeat();
    }

    /// <summary>The thread that repeats wakes.</summary>
    public void Repeat()
    {
        if (_wakesAt != _world.Events.Now)
            return;

        _engine.Due(Now);
        DoEffects();
        PlanRepeat();
    }

    public void Deliver(Datagram datagram)
    {
        if (!datagram.IsDamaged)
            _world.Checks.Hears(_client, new Frame(datagram.Bytes));
        ReadOnlySpan<byte> bytes = _mutant.Read(datagram.Bytes);
        _witness.Forget();
        if (!_mutant.IsOverlooked(datagram))
            _engine.Received(bytes, Somewhere, Now);
        _world.Checks.Read(_host, datagram.IsDamaged, _witness.Status);
        DoEffects();
        PlanRepeat();
        if (_witness.HasHeardAgain && _world.Mutation == Mutation.SecondAnswerAccepted)
            AcceptAgain(bytes);
        _world.Network.Release(datagram);
    }

    private void DoEffects()
    {
        while (_engine.TryTake(out ClientEffect effect, _buffer, out int length))
        {
            SendResult result = Do(effect, _buffer.AsSpan(0, length));
            _engine.Done(effect, MutantPace.ResultOf(_world.Mutation, effect.Kind, result));
        }
    }

    private SendResult Do(in ClientEffect effect, Span<byte> datagram)
    {
        switch (effect.Kind)
        {
            case ClientEffectKind.Send: return Send(effect.Request!, datagram);
            case ClientEffectKind.Probe: return Ask(datagram);
            case ClientEffectKind.Reopen:
                return _world.Mutation == Mutation.NeverReopened ? SendResult.Sent : _interface.Reopen();
            case ClientEffectKind.Complete: Accept(effect.Request!.Number, effect.Request.Reply!); break;
            case ClientEffectKind.Fail: GiveUp(effect.Request!); break;
        }

        return SendResult.Sent;
    }

    private SendResult Send(PendingRequest request, Span<byte> datagram)
    {
        MutantPace.Delay(_world.Mutation, request, Now);
        if (request.Attempts > 1)
            MutantPace.Change(_world.Mutation, request, datagram);
        _world.Checks.Sends(_client, request.Number, new Frame(datagram).RankLimit, _interface.Sending.IsSent);
        return SendToGroup(datagram);
    }

    private SendResult Ask(ReadOnlySpan<byte> probe)
    {
        SendResult result = SendToGroup(probe);
        if (result.IsSent)
            _world.Checks.Asks(_client);
        return result;
    }

    private SendResult SendToGroup(ReadOnlySpan<byte> datagram)
    {
        SendResult result = _interface.Sending;
        if (result.IsSent)
            _world.Network.SendToGroup(_host, Channels.Requests, datagram);
        return result;
    }

    private void GiveUp(PendingRequest request)
        => _world.Checks.GivesUp(_client, request.Number, request.Failure!);

    private void Accept(ulong number, Reply reply)
        => _world.Checks.Accepts(
            _client,
            number,
            new Answer(reply.Attempts, reply.ServerId ?? 0, reply.Rank ?? 0, reply.Status, reply.Payload.Span));

    private void AcceptAgain(ReadOnlySpan<byte> reply)
    {
        var frame = new Frame(reply);
        HandlerStatus status = frame.Status == ReplyStatus.Done ? HandlerStatus.Ok : HandlerStatus.Rejected;
        var answer = new Answer(attempts: 1, frame.ReplyId, rank: 0, status, frame.Result);
        _world.Checks.Accepts(_client, frame.Number, answer);
    }

    /// <summary>The thread waits in whole milliseconds, and never too short.</summary>
    private void PlanRepeat()
    {
        if (_engine.NextDue is not { } due)
            return;

        long wait = Math.Max(0, (due - Now).Ticks);
        long whole = (wait + Durations.Millisecond - 1) / Durations.Millisecond * Durations.Millisecond;
        long at = _clock.WhenShows(Now + new TimeSpan(whole));
        if (_wakesAt > _world.Events.Now && _wakesAt <= at)
            return;
        _wakesAt = at;
        _world.Events.Plan(at, EventKind.Repeat, _host);
    }
}
