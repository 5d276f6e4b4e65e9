using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Understudy.Protocol;

namespace Understudy.Server;

/// <summary>The memory of one request: its bytes, who sent it, and the reply as the handler writes it.</summary>
/// <remarks>
/// Reused from request to request, so that a request allocates nothing. Owned by the request thread, or by the handler
/// while it works beside that thread.
/// </remarks>
internal sealed class RequestJob
{
    private readonly byte[] _buffer;
    private int _length;
    private DatagramStatus? _status;
    private RequestMessage _request;
    private ProbeMessage _probe;
    private int? _fingerprint;
    private long _turn;

    /// <param name="maxDatagramBytes">The longest request; one byte more is kept, which tells a longer one.</param>
    public RequestJob(int maxDatagramBytes)
        : this(maxDatagramBytes, maxDatagramBytes)
    {
    }

    /// <param name="maxDatagramBytes">The longest request; one byte more is kept, which tells a longer one.</param>
    /// <param name="maxReplyBytes">The longest reply.</param>
    public RequestJob(int maxDatagramBytes, int maxReplyBytes)
    {
        _buffer = new byte[maxDatagramBytes + 1];
        Reply = new ReplyBuffer(maxReplyBytes);
    }

    /// <summary>Where a datagram is received into.</summary>
    public Span<byte> Buffer => _buffer;

    public ReadOnlySpan<byte> Datagram => _buffer.AsSpan(0, _length);

    public ReadOnlyMemory<byte> Payload => _buffer.AsMemory(_request.Payload);

    /// <summary>Who sent it.</summary>
    public Peer Client { get; } = new();

    /// <summary>What tells it from other requests; null where the dialect does not.</summary>
    public RequestKey? Key => _request.Key;

    /// <summary>The memory of it, from when it is begun until it has ended.</summary>
    public RememberedRequest? Remembered { get; set; }

    /// <summary>
    /// A hash of who asks what, keyed by a secret of this process. The same for every repeat.
    /// </summary>
    public int Fingerprint => _fingerprint ??= Hash();

    /// <summary>Who may answer it.</summary>
    public RequestTerms Terms => _request.Terms;

    /// <summary>How long its client still waited when it sent it; null where the dialect does not tell it.</summary>
    public TimeSpan? TimeLeft => _request.TimeLeft;

    /// <summary>Whether the datagram is not a request, but asks who is there.</summary>
    public bool IsProbe { get; private set; }

    /// <summary>Whether it is a server's check: a probe that nobody is to answer.</summary>
    public bool IsCheck => IsProbe && _probe.IsCheck;

    /// <summary>Of a probe: who sent it.</summary>
    public ulong Prober => _probe.Sender;

    /// <summary>The id as which this server answers it.</summary>
    public int ServerId { get; private set; }

    /// <summary>The rank at which this server answers it.</summary>
    public int Rank { get; private set; }

    /// <summary>How many servers can be counted on, this one included; 0 where it does not know.</summary>
    public int Members { get; private set; }

    /// <summary>When it came, or was found to have waited behind others.</summary>
    public TimeSpan Arrival { get; private set; }

    /// <summary>Whether the server is behind with its work, and must say so.</summary>
    public bool IsBusy { get; set; }

    /// <summary>Whether it has waited so long behind others that it is not worth the handler's time.</summary>
    public bool IsLate { get; set; }

    /// <summary>Whether it is carried out beside the request thread.</summary>
    public bool IsBeside { get; set; }

    /// <summary>Whether what is sent is the first reply to a request.</summary>
    public bool IsReply { get; set; }

    /// <summary>What the reply says of the request.</summary>
    public ReplyStatus Status { get; set; }

    /// <summary>Why it could not be carried out, if it could not.</summary>
    public FailureReason Failure { get; set; }

    public ReplyBuffer Reply { get; }

    /// <summary>A datagram was received.</summary>
    /// <returns>This job.</returns>
    /// <param name="length">How long it is.</param>
    /// <param name="now">The time.</param>
    /// <param name="mayAnswer">Whether its sender may be answered; else it is not even read.</param>
    public RequestJob Received(int length, TimeSpan now, bool mayAnswer = true)
    {
        Arrival = now;
        IsBusy = IsLate = IsBeside = IsReply = false;
        _length = length;
        _status = mayAnswer ? null : DatagramStatus.ForeignSource;
        _fingerprint = null;
        Remembered = null;
        _request = default;
        IsProbe = false;
        return this;
    }

    /// <summary>Reads the datagram, once: a request that waits was read when it came.</summary>
    public DatagramStatus Read(IDialect dialect)
    {
        if (_status is { } known)
            return known;

        IsProbe = dialect.KindOf(Datagram, FrameKind.Request) == FrameKind.Probe;
        DatagramStatus status = IsProbe
            ? dialect.TryRead(Datagram, out _probe)
            : dialect.TryRead(Datagram, out _request);
        _status = status;
        return status;
    }

    /// <summary>Takes all of the datagram for the payload, for a call without a server.</summary>
    public void Identify(RequestKey? key)
    {
        _request = new RequestMessage(key, default, TimeLeft: null, .._length);
        _status = DatagramStatus.Ok;
    }

    /// <summary>The id and the rank at which this server answers.</summary>
    public void AnswerAs(int serverId, int rank, int members = 0)
    {
        Members = members;
        ServerId = serverId;
        Rank = rank;
    }

    /// <summary>A handler is called.</summary>
    public RequestContext BeginCall()
    {
        EndCall();
        return new RequestContext(this, _turn);
    }

    /// <summary>The call has completed: from now on the handler's context throws.</summary>
    public void EndCall() => Volatile.Write(ref _turn, _turn + 1);

    /// <summary>Whether a context of this turn may still be used. Safe from any thread.</summary>
    public bool IsInCall(long turn) => Volatile.Read(ref _turn) == turn;

    private int Hash()
    {
        ReadOnlySpan<byte> payload = Payload.Span;
        ReadOnlySpan<byte> host = Client.Host;
        Span<byte> bytes = stackalloc byte[64];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, Key?.Client ?? 0);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes[8..], Key?.Number ?? 0);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[16..], Marvin(payload));
        bytes[20] = payload.IsEmpty ? (byte)0 : payload[^1];
        bytes[21] = Terms.Spread ? (byte)1 : (byte)0;
        host.CopyTo(bytes[22..]);
        return Marvin(bytes[..(22 + host.Length)]);
    }

    /// <summary>An odd last byte is left out.</summary>
    private static int Marvin(ReadOnlySpan<byte> bytes) => string.GetHashCode(MemoryMarshal.Cast<byte, char>(bytes));
}
