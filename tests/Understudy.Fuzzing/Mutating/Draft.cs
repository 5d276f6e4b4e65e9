namespace Understudy.Fuzzing.Mutating;

/// <summary>
/// An input while it is changed: bytes in a buffer that never grows, cut off where they would not fit.
/// </summary>
internal sealed class Draft
{
    private readonly byte[] _buffer;

    public Draft(int maxLength) => _buffer = new byte[maxLength];

    public int Length { get; private set; }

    public Span<byte> Bytes => _buffer.AsSpan(0, Length);

    public ReadOnlyMemory<byte> Memory => _buffer.AsMemory(0, Length);

    public void Set(ReadOnlySpan<byte> bytes)
    {
        Length = Math.Min(bytes.Length, _buffer.Length);
        bytes[..Length].CopyTo(_buffer);
    }

    /// <summary>Puts bytes in front of those at a place; what is pushed over the end is lost.</summary>
    public void Insert(int at, ReadOnlySpan<byte> bytes)
    {
        int count = Math.Min(bytes.Length, _buffer.Length - at);
        int kept = Math.Min(Length - at, _buffer.Length - at - count);
        _buffer.AsSpan(at, kept).CopyTo(_buffer.AsSpan(at + count));
        bytes[..count].CopyTo(_buffer.AsSpan(at));
        Length = at + count + kept;
    }

    /// <summary>Puts bytes over those at a place, and behind the end where they are more.</summary>
    public void Overwrite(int at, ReadOnlySpan<byte> bytes)
    {
        int count = Math.Min(bytes.Length, _buffer.Length - at);
        bytes[..count].CopyTo(_buffer.AsSpan(at));
        Length = Math.Max(Length, at + count);
    }

    public void Delete(int at, int count)
    {
        _buffer.AsSpan(at + count, Length - at - count).CopyTo(_buffer.AsSpan(at));
        Length -= count;
    }

    public void Truncate(int length) => Length = length;
}
