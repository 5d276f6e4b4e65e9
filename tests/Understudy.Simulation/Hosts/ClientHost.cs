using System.Buffers.Binary;
using System.Net;
using Understudy.Client;
using Understudy.Driving;
using Understudy.Protocol;
using Understudy.Simulation.Checking;
using Understudy.Simulation.Mutations;
using Understudy.Simulation.Network;
using Understudy.Simulation.Plans;
using Understudy.Simulation.Timing;

namespace Understudy.Simulation.Hosts;

/// <summary>A client: does what <see cref="FramedRequester"/> does with its socket, clock and threads, step by step.</summary>
internal sealed class ClientHost
{
    private static readonly IPEndPoint Somewhere = new(IPAddress.Loopback, 1);

    private readonly World _world;
    private readonly int _host;
    private readonly int _client;
    private readonly ulong _number;
    private readonly Clock _clock = new();
    private readonly RequestTable _table;
    private readonly List<PendingRequest> _toSend = [];
    private readonly List<PendingRequest> _expired = [];
    private readonly byte[] _seam = new byte[Datagram.MaxBytes];
    private long _wakesAt = -1;
    private int _burst;
    private long _burstsAt = -1;

    public ClientHost(World world, int client)
    {
        _world = world;
        _client = client;
        _host = world.Plan.Servers.Length + client;
        _number = world.Dice.Next();
        _table = new RequestTable(
            new UnderstudyClientOptions { Timeout = MutantOptions.TimeoutOf(world.Mutation, world.Plan) }, _number);
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
        Span<byte> bytes = stackalloc byte[Service.Length];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, payload);
        bool spread = _world.Dice.Happens(_world.Plan.SpreadPerThousand);
        PendingRequest request = _table.Begin(bytes, spread ? RequestOrder.Spread : RequestOrder.Lowest, Now);
        _world.Checks.Begins(new RequestRecord
        {
            Client = _client,
            Number = request.Number,
            Payload = payload,
            BeganAt = _world.Events.Now,
            IsSpread = spread,
        });
        Send(request);
        PlanRepeat();
    }

    /// <summary>The thread that repeats wakes.</summary>
    public void Repeat()
    {
        if (_wakesAt != _world.Events.Now)
            return;

        _table.CollectDue(Now, _toSend, _expired);
        foreach (PendingRequest request in _toSend)
            SendAgain(request);
        foreach (PendingRequest request in _expired)
            _world.Checks.TimesOut(_client, request.Number);
        _toSend.Clear();
        _expired.Clear();
        PlanRepeat();
    }

    public void Deliver(Datagram datagram)
    {
        if (!datagram.IsDamaged && new Frame(datagram.Bytes) is { Kind: FrameKind.Reply } whole)
            _world.Checks.Hears(_client, whole);
        ReadOnlySpan<byte> bytes = Seam(datagram.Bytes);
        long dropped = _table.Dropped;
        long duplicates = _table.DuplicateReplies;
        Reply? reply = null;
        PendingRequest? answered = IsOverlooked(datagram) ? null : _table.Accept(bytes, Somewhere, Now, out reply);
        _world.Checks.Read(_host, datagram.IsDamaged, _table.Dropped > dropped ? DatagramStatus.NotAFrame : DatagramStatus.Ok);
        if (answered is not null)
            Accept(answered.Number, new Answer(reply!.Attempts, reply.ServerId ?? 0, reply.Rank ?? 0, reply.Status, reply.Payload.Span));
        else if (_table.DuplicateReplies > duplicates && _world.Mutation == Mutation.SecondAnswerAccepted)
            AcceptAgain(bytes);
        _world.Network.Release(datagram);
    }

    private void Accept(ulong number, Answer answer) => _world.Checks.Accepts(_client, number, answer);

    private void AcceptAgain(ReadOnlySpan<byte> reply)
    {
        var frame = new Frame(reply);
        Accept(frame.Number, new Answer(attempts: 1, frame.ReplyId, rank: 0, frame.Status, frame.Result));
    }

    private void Send(PendingRequest request)
    {
        _world.Checks.Sends(_client, request.Number, request.RankLimit);
        _world.Network.SendToGroup(_host, Channels.Requests, request.Frame);
    }

    private void SendAgain(PendingRequest request)
    {
        if (_world.Mutation == Mutation.LimitNotDoubled)
            request.RankLimit = Math.Min(RequestFrame.Everybody, request.Attempts - 1);
        else if (_world.Mutation == Mutation.LimitNeverRaised)
            request.RankLimit = 0;
        else if (_world.Mutation == Mutation.PaceNotDoubled)
            request.Wait /= 2;
        Send(request);
        if (_table.ProbeAfter(request, Now) is { } probe)
            _world.Network.SendToGroup(_host, Channels.Requests, probe);
    }

    /// <summary>The thread waits in whole milliseconds, and never too short.</summary>
    private void PlanRepeat()
    {
        if (_table.NextDue is not { } due)
            return;

        long wait = Math.Max(0, (due - Now).Ticks);
        long whole = (wait + Durations.Millisecond - 1) / Durations.Millisecond * Durations.Millisecond;
        long at = _clock.WhenShows(Now + new TimeSpan(whole));
        if (_wakesAt > _world.Events.Now && _wakesAt <= at)
            return;
        _wakesAt = at;
        _world.Events.Plan(at, EventKind.Repeat, _host);
    }

    /// <summary>Whether a mutation has the client not look at a reply.</summary>
    private bool IsOverlooked(Datagram datagram)
        => _world.Mutation == Mutation.DuplicatesNotLookedAt
            && !datagram.IsDamaged
            && new Frame(datagram.Bytes) is { Kind: FrameKind.Reply } reply
            && !_world.Checks.IsOpen(_client, reply.Number);

    /// <summary>Replies as they are read with a deliberate bug.</summary>
    private ReadOnlySpan<byte> Seam(ReadOnlySpan<byte> datagram)
    {
        bool isMutant = _world.Mutation is Mutation.ReplyToWrongRequestAccepted
            or Mutation.StartRankNeverFalls or Mutation.RepeatsNotRationed;
        if (!isMutant || datagram.Length < ReplyFrame.PayloadOffset || new Frame(datagram).Kind != FrameKind.Reply)
            return datagram;

        datagram.CopyTo(_seam);
        if (_world.Mutation == Mutation.StartRankNeverFalls)
            _seam[Frame.RankOffset] = Math.Max((byte)1, _seam[Frame.RankOffset]);
        else if (_world.Mutation == Mutation.RepeatsNotRationed)
            _seam[Frame.FlagsOffset] &= (byte)~FrameFlags.Busy;
        else if (_world.Checks.AnyOpen(_client) is { } other)
            BinaryPrimitives.WriteUInt64BigEndian(_seam.AsSpan(Frame.NumberOffset), other);
        return _seam.AsSpan(0, datagram.Length);
    }
}
