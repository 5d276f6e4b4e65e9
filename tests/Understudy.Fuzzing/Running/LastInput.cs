using System.Buffers.Binary;
using System.IO.MemoryMappedFiles;

namespace Understudy.Fuzzing.Running;

/// <summary>
/// The input at hand, in a file that outlives the process: a stack that overflows or a loop without end leaves no other
/// trace. The file is mapped into memory, so that keeping it costs a copy.
/// </summary>
/// <remarks>
/// <code>
/// 0  8  how many inputs there were       8  4  length       12  …  input
/// </code>
/// </remarks>
internal sealed class LastInput : IDisposable
{
    private const int Header = 12;

    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;
    private readonly byte[] _buffer;
    private long _count;

    public LastInput(string file, int maxLength)
    {
        _buffer = new byte[Header + maxLength];
        _file = MemoryMappedFile.CreateFromFile(file, FileMode.Create, mapName: null, _buffer.Length);
        _view = _file.CreateViewAccessor();
    }

    public void Write(ReadOnlySpan<byte> input)
    {
        BinaryPrimitives.WriteInt64LittleEndian(_buffer, ++_count);
        BinaryPrimitives.WriteInt32LittleEndian(_buffer.AsSpan(8), input.Length);
        input.CopyTo(_buffer.AsSpan(Header));
        _view.SafeMemoryMappedViewHandle.WriteSpan<byte>(0, _buffer.AsSpan(0, Header + input.Length));
    }

    /// <summary>Reads what another process has left there.</summary>
    /// <returns>How many inputs there were, and the last of them in hexadecimal digits.</returns>
    public static (long Count, string Input) Read(string file)
    {
        if (!File.Exists(file))
            return default;
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        byte[] bytes = new byte[stream.Length];
        if (stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) < Header)
            return default;
        int length = BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(8));
        return (BinaryPrimitives.ReadInt64LittleEndian(bytes), Convert.ToHexString(bytes.AsSpan(Header, length)));
    }

    public void Dispose()
    {
        _view.Dispose();
        _file.Dispose();
    }
}
