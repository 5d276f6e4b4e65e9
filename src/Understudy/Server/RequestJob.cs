using Understudy.Protocol;

namespace Understudy.Server;

/// <summary>The memory of one request: its bytes, who sent it, and the reply as the handler writes it.</summary>
/// <remarks>
/// Reused from request to request, so that a request allocates nothing; owned by the request thread, or by the handler
/// while that works on it beside the thread.
/// </remarks>
internal sealed class RequestJob
{
    private readonly byte[] _buffer;
    private int _payloadOffset;
    private int _length;

    /// <param name="maxDatagramBytes">The longest request; one byte more is kept, which tells a longer one.</param>
    public RequestJob(int maxDatagramBytes) => _buffer = new byte[maxDatagramBytes + 1];

    /// <summary>Where a datagram is received into.</summary>
    public Span<byte> Buffer => _buffer;

    public ReadOnlySpan<byte> Datagram => _buffer.AsSpan(0, _length);

    public ReadOnlyMemory<byte> Payload => _buffer.AsMemory(_payloadOffset, _length - _payloadOffset);

    /// <summary>Who sent it.</summary>
    public Peer Client { get; } = new();

    /// <summary>What tells it from other requests; null where the dialect does not.</summary>
    public RequestKey? Key { get; private set; }

    /// <summary>The id as which this server answers it.</summary>
    public int ServerId { get; private set; }

    /// <summary>The rank at which this server answers it.</summary>
    public int Rank { get; private set; }

    /// <summary>When it came, or was found behind others.</summary>
    public TimeSpan Arrival { get; private set; }

    /// <summary>Whether the server is late with what it was asked, and is to say so.</summary>
    public bool IsBusy { get; set; }

    /// <summary>Whether it has waited so long behind others that it is not worth the handler's time.</summary>
    public bool IsLate { get; set; }

    /// <summary>Whether it is carried out beside the request thread.</summary>
    public bool IsBeside { get; set; }

    /// <summary>Whether what is sent is the first reply to a request.</summary>
    public bool IsReply { get; set; }

    /// <summary>What the reply says of the request.</summary>
    public HandlerStatus Status { get; set; }

    public ReplyBuffer Reply { get; } = new();

    /// <summary>A datagram was received.</summary>
    /// <returns>This job.</returns>
    public RequestJob Received(int length, TimeSpan now)
    {
        Arrival = now;
        IsBusy = IsLate = IsBeside = IsReply = false;
        _length = length;
        _payloadOffset = 0;
        Key = null;
        return this;
    }

    /// <summary>It was decided who this server is for the request.</summary>
    public void AnswerAs(int serverId, int rank)
    {
        ServerId = serverId;
        Rank = rank;
    }

    /// <summary>The datagram is a request.</summary>
    public void Identify(RequestKey? key, int payloadOffset)
    {
        Key = key;
        _payloadOffset = payloadOffset;
    }
}
