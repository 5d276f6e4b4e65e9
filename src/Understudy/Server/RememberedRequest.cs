using Understudy.Protocol;

namespace Understudy.Server;

/// <summary>
/// One request as a server remembers it: whose it is and what it asks, byte for byte, and the reply once there is one.
/// </summary>
/// <remarks>Reused from request to request. Owned by the request thread.</remarks>
internal sealed class RememberedRequest
{
    private readonly Peer _client = new();
    private RequestKey? _key;
    private bool _spread;
    private byte[] _payload = [];
    private byte[] _reply = [];
    private int _payloadLength;
    private int _replyLength;

    /// <summary>When it came.</summary>
    public TimeSpan Arrival { get; private set; }

    /// <summary>The hash of what it was taken from.</summary>
    public int Fingerprint { get; private set; }

    /// <summary>The reply; empty while the request is in progress.</summary>
    public ReadOnlySpan<byte> Reply => _reply.AsSpan(0, _replyLength);

    /// <summary>The request of a job is begun.</summary>
    public void Take(RequestJob job)
    {
        _client.CopyFrom(job.Client);
        Arrival = job.Arrival;
        _key = job.Key;
        _spread = job.Terms.Spread;
        Fingerprint = job.Fingerprint;
        _replyLength = 0;
        Copy(job.Payload.Span, ref _payload, ref _payloadLength);
    }

    /// <summary>It was answered.</summary>
    public void Answer(ReadOnlySpan<byte> reply) => Copy(reply, ref _reply, ref _replyLength);

    /// <summary>Whether a job has the same request: a repeat differs in its limit and its port at most.</summary>
    public bool Is(RequestJob job)
        => Fingerprint == job.Fingerprint && _key == job.Key && _spread == job.Terms.Spread
            && _client.Host.SequenceEqual(job.Client.Host)
            && _payload.AsSpan(0, _payloadLength).SequenceEqual(job.Payload.Span);

    private static void Copy(ReadOnlySpan<byte> from, ref byte[] to, ref int length)
    {
        if (to.Length < from.Length)
            to = new byte[Math.Max(from.Length, 64)];
        from.CopyTo(to);
        length = from.Length;
    }
}
