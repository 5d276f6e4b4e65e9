using System.Net;
using Understudy.Protocol;

namespace Understudy.Client;

/// <summary>
/// A client's side of the framed dialect, without clock or socket: which requests are in flight, when each is to be
/// repeated and for whom, and what an answer means.
/// </summary>
/// <remarks>
/// The first attempt is for the rank that gave the last answer; repeats go up to 1, 3, 7 and so on to 255, so any survivor
/// among N servers is found within about log2 N repeats. Called with a lock held.
/// </remarks>
internal sealed class RequestTable
{
    private readonly UnderstudyClientOptions _options;
    private readonly uint _cluster;
    private readonly ulong _client;
    private readonly RoundTripEstimate _estimate = new();
    private readonly RepeatBudget _budget = new();
    private readonly StartRank _startRank = new();
    private readonly Dictionary<ulong, PendingRequest> _pending = [];
    private readonly PriorityQueue<PendingRequest, TimeSpan> _due = new();
    private ulong _lastNumber;
    private TimeSpan? _lastHeard;
    private TimeSpan _nextProbe;

    /// <param name="options">How the client asks.</param>
    /// <param name="clientNumber">A random number that tells this client from others.</param>
    public RequestTable(UnderstudyClientOptions options, ulong clientNumber)
    {
        _options = options;
        _client = clientNumber;
        _cluster = ClusterName.Hash(options.Network.Cluster);
    }

    /// <summary>When <see cref="CollectDue"/> has something to do next.</summary>
    public TimeSpan? NextDue => _due.TryPeek(out _, out TimeSpan due) ? due : null;

    public int InFlight => _pending.Count;

    public long DuplicateReplies { get; private set; }

    public long Dropped { get; private set; }

    /// <summary>
    /// What to send after a repeat: where everybody was asked and has not answered, the question who is there, which servers
    /// answer to the client alone. One for all requests, and not often.
    /// </summary>
    /// <returns>The datagram, or null.</returns>
    public byte[]? ProbeAfter(PendingRequest repeated, TimeSpan now)
    {
        if (repeated.RankLimit != RequestFrame.Everybody || now < _nextProbe)
            return null;

        _nextProbe = now + RoundTripEstimate.Ceiling;
        byte[] probe = new byte[FrameHeader.Length];
        new FrameHeader(FrameKind.Probe, FrameFlags.None, _cluster, _client, ++_lastNumber).Write(probe);
        return probe;
    }

    /// <summary>A request begins; it is to be sent now.</summary>
    public PendingRequest Begin(ReadOnlySpan<byte> payload, RequestOrder order, TimeSpan now)
    {
        bool spread = order == RequestOrder.Spread;
        byte[] frame = new byte[RequestFrame.PayloadOffset + payload.Length];
        ulong number = NextNumber(spread);
        var header = new FrameHeader(
            FrameKind.Request, spread ? FrameFlags.Spread : FrameFlags.None, _cluster, _client, number);
        RequestFrame.WritePrefix(frame, header, (byte)_startRank.Of(spread));
        payload.CopyTo(frame.AsSpan(RequestFrame.PayloadOffset));

        var request = new PendingRequest(frame, number, now) { IsSpread = spread, Attempts = 1, Wait = _estimate.Timeout };
        _pending.Add(number, request);
        Schedule(request, now);
        return request;
    }

    /// <summary>Finds what is due: requests to be sent again, and those whose time is over.</summary>
    public void CollectDue(TimeSpan now, List<PendingRequest> toSend, List<PendingRequest> expired)
    {
        while (_due.TryPeek(out PendingRequest? request, out TimeSpan due) && due <= now)
        {
            _due.Dequeue();
            if (request.IsDone)
                continue;

            if (now - request.Started >= _options.Timeout)
            {
                End(request);
                expired.Add(request);
                continue;
            }

            request.Wait = RoundTripEstimate.Clamp(request.Wait * 2);
            if (_budget.TrySpend(request.Started, now))
            {
                request.Attempts++;
                request.RankLimit = NextLimit(request);
                toSend.Add(request);
            }

            Schedule(request, now);
        }
    }

    /// <summary>A datagram has come to the client's port.</summary>
    /// <returns>The request that it answers first, completed by the caller with the reply; else null.</returns>
    public PendingRequest? Accept(ReadOnlySpan<byte> datagram, IPEndPoint sender, TimeSpan now, out Reply? reply)
    {
        reply = null;
        if (FrameHeader.TryParse(datagram, _cluster, out FrameHeader header) != DatagramStatus.Ok)
            return Drop();

        // A heartbeat sent to the client alone is the answer to its probe.
        if (header.Kind == FrameKind.Heartbeat)
        {
            _lastHeard = now;
            return null;
        }

        if (header.Kind != FrameKind.Reply || header.Sender != _client || header.Sequence > _lastNumber)
            return Drop();
        if (ReplyFrame.TryParse(datagram, out ReplyFrame frame) != DatagramStatus.Ok)
            return Drop();

        _lastHeard = now;
        bool isSpread = IsSpread(header.Sequence);
        _budget.Heard((header.Flags & FrameFlags.Busy) != 0, now);
        if (!_pending.TryGetValue(header.Sequence, out PendingRequest? request))
        {
            DuplicateReplies++;
            _startRank.AnsweredAgain(frame.Rank, isSpread);
            return null;
        }

        End(request);
        _startRank.Answered(frame.Rank, isSpread);
        _budget.Answered(now);
        TimeSpan elapsed = now - request.Started;
        if (request.Attempts == 1)
            _estimate.Measured(elapsed);
        else
            _estimate.Bounded(elapsed);
        reply = new Reply
        {
            Status = frame.Status == ReplyFrame.Done ? HandlerStatus.Ok : HandlerStatus.Rejected,
            Payload = datagram[ReplyFrame.PayloadOffset..].ToArray(),
            Sender = new Peer(sender),
            ServerId = frame.Id,
            Rank = frame.Rank,
            Attempts = request.Attempts,
            Elapsed = elapsed,
        };
        return request;
    }

    /// <summary>The request is given up.</summary>
    public void End(PendingRequest request)
    {
        request.IsDone = true;
        _pending.Remove(request.Number);
    }

    /// <summary>Whether any server was heard since the request began.</summary>
    public bool HeardSince(PendingRequest request) => _lastHeard >= request.Started;

    /// <summary>One that was begun before a crash need not climb by itself to where others have found an answer.</summary>
    private int NextLimit(PendingRequest request)
        => Math.Max(_startRank.Of(request.IsSpread), Math.Min(RequestFrame.Everybody, (2 * request.RankLimit) + 1));

    /// <summary>
    /// Numbers of requests in the order of spread are odd, those of others even: so it is known of a duplicate, too, whether
    /// its rank says anything of other requests.
    /// </summary>
    private ulong NextNumber(bool spread) => _lastNumber = (_lastNumber | 1) + (spread ? 2u : 1u);

    private static bool IsSpread(ulong number) => (number & 1) != 0;

    private PendingRequest? Drop()
    {
        Dropped++;
        return null;
    }

    private void Schedule(PendingRequest request, TimeSpan now)
    {
        TimeSpan end = request.Started + _options.Timeout;
        TimeSpan due = now + request.Wait;
        _due.Enqueue(request, due < end ? due : end);
    }
}
