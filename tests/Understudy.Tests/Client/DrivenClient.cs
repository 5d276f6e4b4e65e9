using System.Net;
using Understudy.Client;
using Understudy.Protocol;

namespace Understudy.Tests.Client;

/// <summary>A client's engine, driven by hand: does its effects at once, and keeps what they were.</summary>
internal sealed class DrivenClient : IClientEvents
{
    public const ulong Number = 77;

    public static readonly ulong Cluster = ClusterName.Hash("default");
    public static readonly Peer Server = new(new IPEndPoint(IPAddress.Loopback, 4000));

    private static readonly IDialect Dialect = Dialects.Make(new NetworkOptions(), MembershipOptions.HighestId);

    private readonly byte[] _buffer = new byte[1200];

    public DrivenClient()
        : this(TimeSpan.FromSeconds(5))
    {
    }

    public DrivenClient(TimeSpan timeout)
    {
        Engine = new ClientEngine(new ClientFrames(Dialect, Number), timeout, this);
    }

    public ClientEngine Engine { get; }

    /// <summary>What was sent for requests, with the limit it had then.</summary>
    public List<(PendingRequest Request, int Limit)> Sent { get; } = [];

    /// <summary>The last datagram that was sent.</summary>
    public byte[] LastSent { get; private set; } = [];

    public List<PendingRequest> Completed { get; } = [];

    public List<PendingRequest> Failed { get; } = [];

    /// <summary>What happened to the network and to the client's transport, in order.</summary>
    public List<string> Network { get; } = [];

    public int Probes { get; private set; }

    public int Repeats { get; private set; }

    public int Duplicates { get; private set; }

    public int Drops { get; private set; }

    /// <summary>How it goes to send.</summary>
    public SendResult Sending { get; set; }

    /// <summary>How it goes to open the transport anew.</summary>
    public SendResult Reopening { get; set; }

    public PendingRequest Begin(RequestOrder order = RequestOrder.Lowest, double at = 0)
    {
        PendingRequest request = Engine.Begin("1+1"u8.ToArray(), order, TimeSpan.FromMilliseconds(at));
        DoEffects();
        return request;
    }

    /// <returns>What was sent meanwhile.</returns>
    public List<(PendingRequest Request, int Limit)> Due(double at)
    {
        int before = Sent.Count;
        Engine.Due(TimeSpan.FromMilliseconds(at));
        DoEffects();
        return Sent[before..];
    }

    /// <summary>Does all that is due until a time, when it is due.</summary>
    public void DueUntil(double at)
    {
        while (Engine.NextDue is { } due && due.TotalMilliseconds <= at)
            Due(due.TotalMilliseconds);
    }

    /// <returns>The request that the datagram has completed; null where it has none.</returns>
    public PendingRequest? Receive(ReadOnlySpan<byte> datagram, double at)
    {
        int before = Completed.Count;
        Engine.Received(datagram, Server, TimeSpan.FromMilliseconds(at));
        DoEffects();
        return Completed.Count > before ? Completed[^1] : null;
    }

    public PendingRequest? Reply(ulong number, int id, int rank, double at = 1, FrameFlags flags = FrameFlags.None)
        => Receive(ReplyTo(number, id, rank, flags), at);

    /// <summary>A server, one of so many, could not carry a request out.</summary>
    /// <returns>What was sent about that.</returns>
    public List<(PendingRequest Request, int Limit)> Fails(ulong number, int id, byte members, double at)
    {
        int before = Sent.Count;
        var reply = new ReplyMessage(
            new RequestKey(Number, number),
            ReplyStatus.Failed,
            FailureReason.HandlerFailed,
            id,
            Rank: id - 1,
            Members: members);
        byte[] datagram = new byte[Dialect.ReplyPrefix];
        Dialect.WritePrefix(datagram, reply);
        Assert.Null(Receive(datagram, at));
        return Sent[before..];
    }

    public static byte[] ReplyTo(ulong number, int id, int rank, FrameFlags flags = FrameFlags.None)
    {
        bool isBusy = flags == FrameFlags.Busy;
        var key = new RequestKey(Number, number);
        var reply = new ReplyMessage(key, ReplyStatus.Done, ServerId: id, Rank: rank, IsBusy: isBusy);
        byte[] prefix = new byte[Dialect.ReplyPrefix];
        Dialect.WritePrefix(prefix, reply);
        return [.. prefix, .. "ok"u8];
    }

    void IClientEvents.Repeated() => Repeats++;

    void IClientEvents.AnsweredAgain() => Duplicates++;

    void IClientEvents.Dropped(DatagramStatus reason) => Drops++;

    void IClientEvents.NetworkFails(string problem) => Network.Add($"fails: {problem}");

    void IClientEvents.NetworkIsBack() => Network.Add("is back");

    void IClientEvents.Reopened() => Network.Add("reopened");

    private void DoEffects()
    {
        while (Engine.TryTake(out ClientEffect effect, _buffer, out int length))
            Engine.Done(effect, Do(effect, _buffer.AsSpan(0, length)));
    }

    private SendResult Do(in ClientEffect effect, ReadOnlySpan<byte> datagram)
    {
        switch (effect.Kind)
        {
            case ClientEffectKind.Send:
                Sent.Add((effect.Request!, effect.Request!.RankLimit));
                LastSent = datagram.ToArray();
                return Sending;
            case ClientEffectKind.Probe:
                Probes++;
                return Sending;
            case ClientEffectKind.Reopen:
                return Reopening;
            case ClientEffectKind.Complete:
                Completed.Add(effect.Request!);
                break;
            default:
                Failed.Add(effect.Request!);
                break;
        }

        return SendResult.Sent;
    }
}
