using Understudy.Protocol;

namespace Understudy.Client;

/// <summary>What a client says and hears, as frames. No other part of a client knows how one is made.</summary>
internal sealed class ClientFrames
{
    private readonly uint _cluster;
    private readonly ulong _client;

    /// <param name="cluster">The cluster's name.</param>
    /// <param name="client">A random number that tells this client from others.</param>
    public ClientFrames(string cluster, ulong client)
    {
        _cluster = ClusterName.Hash(cluster);
        _client = client;
    }

    /// <summary>The longest payload of a request, in bytes.</summary>
    /// <param name="maxDatagram">The longest datagram.</param>
    public static int LongestPayload(int maxDatagram) => maxDatagram - RequestFrame.PayloadOffset;

    /// <summary>Writes the next attempt of a request.</summary>
    /// <returns>How many bytes it has.</returns>
    public int WriteRequest(PendingRequest request, Span<byte> destination)
    {
        FrameFlags flags = request.IsSpread ? FrameFlags.Spread : FrameFlags.None;
        FrameHeader header = Header(FrameKind.Request, flags, request.Number);
        RequestFrame.WritePrefix(destination, header, (byte)request.RankLimit);
        request.Payload.Span.CopyTo(destination[RequestFrame.PayloadOffset..]);
        return RequestFrame.PayloadOffset + request.Payload.Length;
    }

    /// <summary>Writes the question who is there.</summary>
    /// <returns>How many bytes it has.</returns>
    public int WriteProbe(ulong number, Span<byte> destination)
    {
        Header(FrameKind.Probe, FrameFlags.None, number).Write(destination);
        return FrameHeader.Length;
    }

    /// <summary>Reads what has come to the client's port.</summary>
    /// <returns>Ok where it is a reply to this client, or a heartbeat; else why it is neither.</returns>
    public DatagramStatus Read(ReadOnlySpan<byte> datagram, out HeardByClient heard)
    {
        heard = default;
        DatagramStatus status = FrameHeader.TryParse(datagram, _cluster, out FrameHeader header);
        if (status != DatagramStatus.Ok)
            return status;

        // A heartbeat sent to the client alone is the answer to its probe.
        if (header.Kind == FrameKind.Heartbeat)
            return DatagramStatus.Ok;
        if (header.Kind != FrameKind.Reply || header.Sender != _client)
            return DatagramStatus.UnknownKind;

        status = ReplyFrame.TryParse(datagram, out ReplyFrame reply);
        if (status != DatagramStatus.Ok)
            return status;

        heard = new HeardByClient
        {
            IsReply = true,
            Number = header.Sequence,
            IsBusy = (header.Flags & FrameFlags.Busy) != 0,
            Status = reply.Status == ReplyFrame.Done ? HandlerStatus.Ok : HandlerStatus.Rejected,
            ServerId = reply.Id,
            Rank = reply.Rank,
            Payload = datagram[ReplyFrame.PayloadOffset..],
        };
        return DatagramStatus.Ok;
    }

    private FrameHeader Header(FrameKind kind, FrameFlags flags, ulong number)
        => new(kind, flags, _cluster, _client, number);
}

/// <summary>A datagram for a client: a reply, or a heartbeat, of which nothing matters but that it came.</summary>
internal readonly ref struct HeardByClient
{
    public bool IsReply { get; init; }

    /// <summary>Which request it is a reply to.</summary>
    public ulong Number { get; init; }

    /// <summary>Whether the server is late with what it was asked.</summary>
    public bool IsBusy { get; init; }

    public HandlerStatus Status { get; init; }

    public int ServerId { get; init; }

    public int Rank { get; init; }

    public ReadOnlySpan<byte> Payload { get; init; }
}
