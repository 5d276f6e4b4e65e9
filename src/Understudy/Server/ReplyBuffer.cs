using System.Buffers;

namespace Understudy.Server;

/// <summary>
/// A reply as it is written: room for the dialect's prefix, then what the handler writes. One array, kept from request
/// to request, that grows up to a bound.
/// </summary>
internal sealed class ReplyBuffer : IBufferWriter<byte>
{
    /// <summary>
    /// The most room that can be asked for, in bytes. It is more than any datagram needs: a writer of JSON asks for six
    /// times what it writes.
    /// </summary>
    private const int MaxRoom = 1 << 20;

    /// <summary>The most memory that is kept from request to request, unless datagrams may be longer.</summary>
    private const int MostKept = 8192;

    private const int Initial = 256;

    private readonly int _maxBytes;
    private byte[] _bytes = new byte[Initial];
    private int _prefix;
    private int _length;

    /// <param name="maxBytes">The longest datagram.</param>
    public ReplyBuffer(int maxBytes) => _maxBytes = maxBytes;

    /// <summary>How many bytes can still be written.</summary>
    public int FreeBytes => _maxBytes - _length;

    /// <summary>The whole datagram.</summary>
    public ReadOnlySpan<byte> Datagram => _bytes.AsSpan(0, _length);

    /// <summary>What the dialect puts before the reply; to be filled in before it is sent.</summary>
    public Span<byte> Prefix => _bytes.AsSpan(0, _prefix);

    /// <summary>What the handler wrote.</summary>
    public ReadOnlySpan<byte> Payload => _bytes.AsSpan(_prefix, _length - _prefix);

    /// <summary>Begins a new reply.</summary>
    public void Reset(int prefix)
    {
        _prefix = prefix;
        _length = prefix;
    }

    /// <summary>
    /// The reply is no longer needed. What was asked for beyond a datagram's length was for one call: a thousand jobs
    /// that kept it held a gigabyte.
    /// </summary>
    public void Trim()
    {
        if (_bytes.Length <= Math.Max(MostKept, _maxBytes))
            return;
        Reset(prefix: 0);
        _bytes = new byte[Initial];
    }

    /// <summary>Takes over a whole datagram that was sent before.</summary>
    public void Copy(ReadOnlySpan<byte> datagram)
    {
        Reset(prefix: 0);
        Write(datagram);
    }

    /// <summary>Writes all of the bytes, or none.</summary>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > FreeBytes)
            throw TooLarge(bytes.Length);
        if (bytes.IsEmpty)
            return;
        bytes.CopyTo(GetSpan(bytes.Length));
        _length += bytes.Length;
    }

    public void Advance(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, _bytes.Length - _length);
        if (count > FreeBytes)
            throw TooLarge(count);
        _length += count;
    }

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _bytes.AsMemory(_length);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _bytes.AsSpan(_length);
    }

    private void Reserve(int sizeHint)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(sizeHint);
        long needed = _length + Math.Max(sizeHint, 1L);
        if (FreeBytes <= 0 || needed > MaxRoom)
            throw TooLarge(Math.Max(sizeHint, 1L));
        if (needed > _bytes.Length)
            Array.Resize(ref _bytes, (int)Math.Min(MaxRoom, Math.Max(needed, 2L * _bytes.Length)));
    }

    private ReplyTooLargeException TooLarge(long more) => new(_length - _prefix + more, _maxBytes - _prefix);
}
