namespace Understudy;

/// <summary>A handler has tried to write more than fits one datagram. What it wrote before is kept.</summary>
public sealed class ReplyTooLargeException : UnderstudyException
{
    /// <summary>Makes the exception.</summary>
    /// <param name="length">How long the reply would be, in bytes.</param>
    /// <param name="limit">How long it may be, in bytes.</param>
    public ReplyTooLargeException(long length, int limit)
        : base($"The reply would have {length} bytes; at most {limit} fit one datagram.")
    {
        Length = length;
        Limit = limit;
    }

    /// <summary>How long the reply would be, in bytes.</summary>
    public long Length { get; }

    /// <summary>The longest reply that can be sent, in bytes.</summary>
    public int Limit { get; }
}
