using System.Buffers;

namespace Understudy;

/// <summary>Where a handler writes its reply, which must fit one datagram.</summary>
/// <remarks>
/// It and the memory that it gives out are valid for as long as the <see cref="RequestContext"/> that it comes from.
/// Used later, it throws <see cref="InvalidOperationException"/>.
/// </remarks>
public readonly struct ReplyWriter : IBufferWriter<byte>
{
    private readonly RequestContext _context;

    internal ReplyWriter(RequestContext context) => _context = context;

    /// <summary>How many bytes can still be written.</summary>
    public int FreeBytes => _context.Job.Reply.FreeBytes;

    /// <summary>Writes some bytes: all of them, or none.</summary>
    /// <param name="bytes">The bytes; they are copied.</param>
    /// <exception cref="ReplyTooLargeException">They do not fit.</exception>
    public void Write(ReadOnlySpan<byte> bytes) => _context.Job.Reply.Write(bytes);

    /// <inheritdoc/>
    /// <exception cref="ReplyTooLargeException">So many bytes do not fit.</exception>
    public void Advance(int count) => _context.Job.Reply.Advance(count);

    /// <inheritdoc/>
    /// <remarks>
    /// More than <see cref="FreeBytes"/> may be asked for, by a writer that does not know yet how much it will write.
    /// Only <see cref="Advance"/> counts.
    /// </remarks>
    /// <exception cref="ReplyTooLargeException">Nothing more fits, or no reply could ever be so large.</exception>
    public Memory<byte> GetMemory(int sizeHint = 0) => _context.Job.Reply.GetMemory(sizeHint);

    /// <inheritdoc/>
    /// <remarks>
    /// More than <see cref="FreeBytes"/> may be asked for, by a writer that does not know yet how much it will write.
    /// Only <see cref="Advance"/> counts.
    /// </remarks>
    /// <exception cref="ReplyTooLargeException">Nothing more fits, or no reply could ever be so large.</exception>
    public Span<byte> GetSpan(int sizeHint = 0) => _context.Job.Reply.GetSpan(sizeHint);
}
