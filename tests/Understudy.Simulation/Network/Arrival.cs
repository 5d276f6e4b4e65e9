using System.Buffers.Binary;

namespace Understudy.Simulation.Network;

/// <summary>
/// How a datagram came to a server. Written where a transport writes its peers' addresses: so the desk keeps it with
/// the request, and hands it back with the reply.
/// </summary>
/// <param name="From">The host that sent it.</param>
/// <param name="Since">When it came to the socket.</param>
/// <param name="IsDamaged">Whether it is not what was sent.</param>
/// <param name="Channel">The number of the channel that it came by.</param>
internal readonly record struct Arrival(int From, long Since, bool IsDamaged, int Channel)
{
    // Where an address of IPv6 has its port and flow, its host, and its scope: a repeat comes from the same host.
    private const int SinceOffset = 2;
    private const int SinceBytes = 6;
    private const int FromOffset = 8;
    private const int ChannelOffset = 24;

    public static Arrival Of(Peer peer)
    {
        ReadOnlySpan<byte> bytes = peer.SocketAddress.Buffer.Span;
        Span<byte> since = stackalloc byte[sizeof(long)];
        bytes.Slice(SinceOffset, SinceBytes).CopyTo(since);
        int channel = BinaryPrimitives.ReadInt32LittleEndian(bytes[ChannelOffset..]);
        return new Arrival(
            BinaryPrimitives.ReadInt32LittleEndian(bytes[FromOffset..]),
            BinaryPrimitives.ReadInt64LittleEndian(since),
            channel < 0,
            channel & int.MaxValue);
    }

    public void WriteTo(Peer peer)
    {
        Span<byte> bytes = peer.SocketAddress.Buffer.Span;
        Span<byte> since = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(since, Since);
        since[..SinceBytes].CopyTo(bytes[SinceOffset..]);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[FromOffset..], From);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[ChannelOffset..], IsDamaged ? Channel | int.MinValue : Channel);
    }
}
