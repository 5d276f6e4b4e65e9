using System.Buffers.Binary;
using System.Globalization;

namespace Understudy;

/// <summary>
/// What tells one request from every other: the number of its client, and its own. All repeats of a request have the
/// same, whichever server they reach, so a handler with an effect can find out whether it was carried out before.
/// </summary>
/// <remarks>
/// A client draws its number at random and counts its requests. An id is no secret, and no proof of who asks.
/// </remarks>
public readonly record struct RequestId
{
    /// <summary>Makes an id.</summary>
    /// <param name="client">The client's number.</param>
    /// <param name="number">The request's own number.</param>
    public RequestId(ulong client, ulong number)
    {
        Client = client;
        Number = number;
    }

    /// <summary>The number of the client.</summary>
    public ulong Client { get; }

    /// <summary>The number that the client gave the request.</summary>
    public ulong Number { get; }

    /// <summary>The id as a <see cref="Guid"/>, of the same 32 digits.</summary>
    public Guid ToGuid()
    {
        Span<byte> bytes = stackalloc byte[2 * sizeof(ulong)];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, Client);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[sizeof(ulong)..], Number);
        return new Guid(bytes, bigEndian: true);
    }

    /// <summary>The id as 32 hexadecimal digits.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Client:x16}{Number:x16}");
}
