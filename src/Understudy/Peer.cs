using System.Net;
using System.Net.Sockets;

namespace Understudy;

/// <summary>
/// The sender of a datagram, to which an answer can be sent. Only the transport that filled it in knows what it means;
/// all others compare it, keep it and print it.
/// </summary>
/// <remarks>
/// A transport fills in the peer that it is given, so that receiving allocates nothing. Whoever needs one for longer
/// than the datagram takes a <see cref="Copy"/>. Not safe to read while a transport fills it in.
/// </remarks>
public sealed class Peer : IEquatable<Peer>
{
    private const int Port = 2;
    private const int Address = 4;
    private const int AddressV6 = 8;

    private static readonly IPEndPoint AnyV4 = new(IPAddress.Any, 0);
    private static readonly IPEndPoint AnyV6 = new(IPAddress.IPv6Any, 0);

    /// <summary>Makes a peer to be filled in by a transport.</summary>
    public Peer() => SocketAddress = new SocketAddress(AddressFamily.InterNetworkV6);

    /// <summary>Makes a peer of an address.</summary>
    /// <param name="endPoint">The address.</param>
    public Peer(EndPoint endPoint)
        : this()
    {
        ArgumentNullException.ThrowIfNull(endPoint);
        CopyFrom(endPoint.Serialize());
    }

    /// <summary>The bytes, as the system has them; a transport of another kind may keep its own in them.</summary>
    internal SocketAddress SocketAddress { get; }

    /// <summary>The host alone, without the port: the same for every socket of one address.</summary>
    internal ReadOnlySpan<byte> Host => SocketAddress.Family switch
    {
        AddressFamily.InterNetwork => Bytes[Address..(Address + 4)],
        AddressFamily.InterNetworkV6 => Bytes[AddressV6..(AddressV6 + 16)],
        _ => Bytes[Port..Math.Min(Bytes.Length, Port + 32)],
    };

    private ReadOnlySpan<byte> Bytes => SocketAddress.Buffer.Span[..SocketAddress.Size];

    /// <summary>The same address in an object of its own, which no transport will change.</summary>
    public Peer Copy()
    {
        var copy = new Peer();
        copy.CopyFrom(SocketAddress);
        return copy;
    }

    /// <summary>
    /// Whether this peer comes before another, by address, then by port. Every host that compares the same two comes to
    /// the same result.
    /// </summary>
    /// <param name="other">The other peer.</param>
    public bool ComesBefore(Peer other)
    {
        ArgumentNullException.ThrowIfNull(other);
        ReadOnlySpan<byte> left = Bytes;
        ReadOnlySpan<byte> right = other.Bytes;
        int byAddress = left[Address..].SequenceCompareTo(right[Address..]);
        return (byAddress != 0 ? byAddress : left[Port..Address].SequenceCompareTo(right[Port..Address])) < 0;
    }

    /// <inheritdoc/>
    public bool Equals(Peer? other) => other is not null && Bytes.SequenceEqual(other.Bytes);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Peer);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.AddBytes(Bytes);
        return hash.ToHashCode();
    }

    /// <summary>The Internet address and port; null where it is an address of another kind.</summary>
    public IPEndPoint? EndPoint => SocketAddress.Family switch
    {
        AddressFamily.InterNetwork => (IPEndPoint)AnyV4.Create(SocketAddress),
        AddressFamily.InterNetworkV6 => (IPEndPoint)AnyV6.Create(SocketAddress),
        _ => null,
    };

    /// <summary>The address as a person reads it.</summary>
    public override string ToString() => EndPoint?.ToString()
        ?? Convert.ToHexStringLower(Bytes[Port..]);

    /// <summary>Takes another peer's address. For transports, which fill in the peer that they are given.</summary>
    /// <param name="other">The other peer; it is not changed.</param>
    public void CopyFrom(Peer other)
    {
        ArgumentNullException.ThrowIfNull(other);
        CopyFrom(other.SocketAddress);
    }

    private void CopyFrom(SocketAddress address)
    {
        address.Buffer.Span[..address.Size].CopyTo(SocketAddress.Buffer.Span);
        SocketAddress.Size = address.Size;
    }
}
