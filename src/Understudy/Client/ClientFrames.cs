using Understudy.Protocol;

namespace Understudy.Client;

/// <summary>
/// What a client sends and hears. No other part of a client knows how messages are written.
/// </summary>
internal sealed class ClientFrames
{
    private readonly IDialect _dialect;
    /// <param name="dialect">How messages look.</param>
    /// <param name="client">The client's number, drawn at random.</param>
    public ClientFrames(IDialect dialect, ulong client)
    {
        _dialect = dialect;
        Client = client;
    }

    /// <summary>The client's number.</summary>
    public ulong Client { get; }

    /// <summary>Writes the next attempt of a request.</summary>
    /// <returns>How many bytes it has.</returns>
    public int WriteRequest(PendingRequest request, Span<byte> destination)
    {
        var terms = new RequestTerms(request.RankLimit, request.IsSpread, Client, request.Number);
        var message = new RequestMessage(new RequestKey(Client, request.Number), terms, request.TimeLeft);
        return _dialect.Write(destination, message, request.Payload.Span);
    }

    /// <summary>Writes the question who is there.</summary>
    /// <returns>How many bytes it has.</returns>
    public int WriteProbe(ulong number, Span<byte> destination)
        => _dialect.Write(destination, new ProbeMessage(Client, number, IsChoosing: false));

    /// <summary>Reads what has come to the client's port.</summary>
    /// <param name="datagram">What has come.</param>
    /// <param name="reply">
    /// A reply to this client; null where it is a heartbeat, which only shows that a server is there.
    /// </param>
    /// <returns>Ok where it is a reply or a heartbeat; else why it is neither.</returns>
    public DatagramStatus Read(ReadOnlySpan<byte> datagram, out ReplyMessage? reply)
    {
        reply = null;

        // A heartbeat sent to the client alone is the answer to its probe.
        if (_dialect.KindOf(datagram, FrameKind.Reply) == FrameKind.Heartbeat)
            return _dialect.TryRead(datagram, out HeartbeatMessage _);

        DatagramStatus status = _dialect.TryRead(datagram, out ReplyMessage read);
        if (status == DatagramStatus.Ok && read.Key?.Client != Client)
            return DatagramStatus.UnknownKind;
        if (status == DatagramStatus.Ok)
            reply = read;
        return status;
    }
}
