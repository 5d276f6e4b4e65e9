using Understudy.Membership;
using Understudy.Protocol;
using Understudy.Server;
using Understudy.Simulation.Chance;
using Understudy.Simulation.Checking;
using Understudy.Simulation.Mutations;
using Understudy.Simulation.Network;
using Understudy.Simulation.Timing;

namespace Understudy.Simulation.Hosts;

/// <summary>
/// One server from its start to its end: the cores, and what drives them in place of the two threads.
/// </summary>
internal sealed class ServerLife
{
    public const int MaxDatagramBytes = Datagram.MaxBytes - 1;

    /// <summary>How much later the one thread runs than the other after a pause: most often, and at the most.</summary>
    private const long LatestSoon = 20 * Durations.Microsecond;
    private const long LatestThread = Durations.Millisecond;

    private readonly World _world;
    private readonly ServerHost _host;

    public ServerLife(World world, ServerHost host, int number, int? id)
    {
        _world = world;
        _host = host;
        Number = number;
        var numbers = new HashSet<ulong>();
        Incarnation = new Incarnation(() =>
        {
            ulong number = MutantOptions.IncarnationOf(world.Mutation, world.Dice.Next(), host.Index);
            numbers.Add(number);
            return number;
        });
        Record = new ServerRecord(world.Plan.Membership, numbers);

        // As UnderstudyServer puts them together.
        MembershipOptions options = MutantOptions.Of(world.Mutation, world.Plan.Membership);
        IDialect dialect = MutantDialect.Of(
            world.Mutation, new FramedDialect(Frame.Cluster, options.MaxServers, MaxDatagramBytes), Incarnation.Number);
        Serving = MutantServing.Of(world.Mutation, options);
        Core = new MutantCore(
            world.Mutation,
            new MembershipCore(id, options),
            MutantRecognition.Of(world.Mutation, dialect, Incarnation, options),
            new HeartbeatWriter(dialect, Incarnation, SharedSettings.Of(options, new NetworkOptions()), Counts),
            new DiceRandom(world.Dice.Next()));
        Heartbeats = new HeartbeatThread(world, host, this);
        Engine = new MutantEngine(
            world.Mutation, Core, Serving, Heartbeats);
        Requests = new RequestThread(world, host, this);
        Desk = new MutantDesk(
            world.Mutation, dialect, Engine, MutantOptions.DeskOf(world.Mutation, world.Plan, this), Requests);
        HeartbeatQueue = new ReceiveQueue(world.Plan.Servers[host.Index].QueueCapacity);
        RequestQueue = new ReceiveQueue(world.Plan.Servers[host.Index].QueueCapacity);
    }

    /// <summary>Counts the starts of this host.</summary>
    public int Number { get; }

    public Incarnation Incarnation { get; }

    public HeartbeatCore Core { get; }

    public HeartbeatEngine Engine { get; }

    public MembershipView View => Engine.View;

    public RequestDesk Desk { get; }

    /// <summary>The channel to the request group.</summary>
    public RequestChannel Channel { get; private set; } = new(Number: 0, OpenedAt: 0);

    public ServingWatch Serving { get; }

    public RequestCounts Counts { get; } = new();

    public ReceiveQueue HeartbeatQueue { get; }

    public ReceiveQueue RequestQueue { get; }

    public HeartbeatThread Heartbeats { get; }

    public RequestThread Requests { get; }

    public ServerRecord Record { get; }

    /// <summary>Whether the server knows that it is not to be counted on.</summary>
    public bool IsNotServing(TimeSpan now) => Serving.WhyNot(now) != NotServingReason.None;

    public bool IsLeaving => Engine.IsLeaving;

    /// <summary>Whether it has left, and only carries out what it has begun.</summary>
    public bool HasStopped { get; private set; }

    public void Deliver(Datagram datagram)
    {
        bool isHeartbeat = datagram.Channel == Channels.Heartbeats;
        ReceiveQueue queue = isHeartbeat ? HeartbeatQueue : RequestQueue;
        if (HasStopped)
        {
            _world.Network.Release(datagram);
            return;
        }

        if (!queue.TryAdd(datagram, _world.Events.Now))
        {
            _world.Network.Release(datagram);
            _host.TurnsAway();
            return;
        }

        if (isHeartbeat)
            Heartbeats.Arrived();
        else
            Requests.Arrived();
    }

    /// <summary>Both channels are replaced, which throws away what waits in them.</summary>
    public void ReplaceTransports()
    {
        if (_world.Mutation == Mutation.ChannelsKeptAfterPause)
            return;
        Channel = new RequestChannel(Channel.Number + 1, _world.Events.Now);
        Clear(RequestQueue);
        Clear(HeartbeatQueue);
    }

    /// <summary>
    /// The host goes on after it stood still; the system lets either thread run first, and the other soon.
    /// </summary>
    public void Resume()
    {
        if (_world.Dice.Happens(500))
        {
            Heartbeats.Resume();
            Requests.Resume(_world.Dice.Below(_world.Dice.Happens(500) ? LatestSoon : LatestThread));
        }
        else
        {
            Requests.GoOn();
            Heartbeats.Resume();
        }
    }

    /// <summary>The server is told to leave.</summary>
    public void Leave()
    {
        _world.Trace?.Say(_host.Index, "leaves");
        Heartbeats.Leave();
    }

    /// <summary>It has said so: it takes no request any more, and ends when those in progress have.</summary>
    public void StopReceiving()
    {
        HasStopped = true;
        Requests.StopReceiving();
    }

    /// <summary>Every handler says at once that it is well.</summary>
    public void SaysThatItIsWell(RequestJob check)
    {
        Desk.Checked(check);
        Desk.Probes.Judged(isWell: true);
    }

    /// <summary>A request has ended.</summary>
    public void EndIfDrained()
    {
        if (HasStopped && Desk.IsDrained)
            _world.Events.Plan(_world.Events.Now, EventKind.Stop, _host.Index, Number);
    }

    public void End()
    {
        Clear(HeartbeatQueue);
        Clear(RequestQueue);
    }

    private void Clear(ReceiveQueue queue)
    {
        while (queue.TryTake(out ReceiveQueue.Waiting waiting))
            _world.Network.Release(waiting.Datagram);
    }
}
