using System.Buffers;

namespace Understudy.Server;

/// <summary>
/// A reply as it grows: room for what the dialect puts before it, then what the handler writes. One array, kept from
/// request to request, that grows to a bound.
/// </summary>
internal sealed class ReplyBuffer : IBufferWriter<byte>
{
    /// <summary>No handler may write more than this, in bytes; far more than any datagram can carry.</summary>
    private const int MaxBytes = 1 << 20;

    private byte[] _bytes = new byte[256];
    private int _prefix;
    private int _length;

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

    /// <summary>Takes over a whole datagram that was sent before.</summary>
    public void Copy(ReadOnlySpan<byte> datagram)
    {
        Reset(prefix: 0);
        datagram.CopyTo(GetSpan(datagram.Length));
        _length = datagram.Length;
    }

    public void Advance(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, _bytes.Length - _length);
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
        int needed = _length + Math.Max(sizeHint, 1);
        if (needed <= _bytes.Length)
            return;
        if (needed > MaxBytes)
            throw new InvalidOperationException($"A reply may have {MaxBytes} bytes at most while it is written.");
        Array.Resize(ref _bytes, Math.Min(MaxBytes, Math.Max(needed, 2 * _bytes.Length)));
    }
}
