namespace Understudy;

/// <summary>A request does not fit one datagram. Nothing was sent.</summary>
public sealed class RequestTooLargeException : UnderstudyException
{
    /// <summary>Makes the exception.</summary>
    /// <param name="length">The length of the request, in bytes.</param>
    /// <param name="limit">The longest request that can be sent, in bytes.</param>
    public RequestTooLargeException(int length, int limit)
        : base($"The request has {length} bytes; at most {limit} fit one datagram.")
    {
        Length = length;
        Limit = limit;
    }

    /// <summary>The length of the request, in bytes.</summary>
    public int Length { get; }

    /// <summary>The longest request that can be sent, in bytes.</summary>
    public int Limit { get; }
}
