using System.Runtime.InteropServices;

namespace Understudy.Cli.Hosting;

/// <summary>
/// Standard output that notices when its reader has gone. The console's own stream keeps quiet about it, so
/// <c>yes 1+1 | understudy calc | head -1</c> would go on for ever; and a <see cref="FileStream"/> writes at positions
/// of its own counting, over what others wrote to the same file.
/// </summary>
internal sealed partial class StandardOutput : Stream
{
    private const int Interrupted = 4;
    private const int BrokenPipe = 32;

    private readonly Stream _console = Console.OpenStandardOutput();
    private readonly bool _isOpen = StandardHandle.IsGiven(StandardHandle.Output);

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Whether a write failed because nobody reads any more.</summary>
    public static bool IsBrokenPipe(IOException exception) => exception.HResult == BrokenPipe;

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (!_isOpen)
            throw new IOException("Standard output is closed.");
        while (!OperatingSystem.IsWindows() && !buffer.IsEmpty)
        {
            nint written = WriteSome(StandardHandle.Output, buffer, (nuint)buffer.Length);
            int error = Marshal.GetLastPInvokeError();
            if (written >= 0)
                buffer = buffer[(int)written..];
            else if (error == BrokenPipe)
                throw new IOException("Nobody reads the output any more.", BrokenPipe);
            else if (error != Interrupted)
                break;
        }

        // The console's stream knows what to do with every other error, such as an output that must be waited for.
        _console.Write(buffer);
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Flush() => _console.Flush();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    private static partial nint WriteSome(int descriptor, ReadOnlySpan<byte> buffer, nuint count);
}
