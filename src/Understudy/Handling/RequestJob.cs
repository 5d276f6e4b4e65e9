using System.Buffers;
using System.Net;
using System.Net.Sockets;

namespace Understudy.Handling;

/// <summary>The memory of one request: its bytes, who sent it, and the reply as the handler writes it.</summary>
/// <remarks>
/// Reused from request to request, so that a request allocates nothing; owned by the request thread, or by the handler
/// while that works on it beside the thread.
/// </remarks>
internal sealed class RequestJob
{
    /// <summary>A reply writer that grew beyond this is not kept.</summary>
    private const int MaxKeptReplyBytes = 64 * 1024;

    private readonly byte[] _buffer;
    private ArrayBufferWriter<byte> _reply = new();

    /// <param name="maxDatagramBytes">The longest request; one byte more is kept, which tells a longer one.</param>
    public RequestJob(int maxDatagramBytes) => _buffer = new byte[maxDatagramBytes + 1];

    public Span<byte> Buffer => _buffer;

    public int Length { get; set; }

    public ReadOnlyMemory<byte> Request => _buffer.AsMemory(0, Length);

    public SocketAddress Client { get; } = new(AddressFamily.InterNetwork);

    public ArrayBufferWriter<byte> Reply => _reply;

    public void Reset()
    {
        if (_reply.Capacity > MaxKeptReplyBytes)
            _reply = new ArrayBufferWriter<byte>();
        _reply.ResetWrittenCount();
    }
}
