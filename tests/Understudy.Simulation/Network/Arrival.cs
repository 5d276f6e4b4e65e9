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
    private const int FromOffset = 2;
    private const int SinceOffset = 6;
    private const int DamagedOffset = 14;
    private const int ChannelOffset = 15;

    public static Arrival Of(Peer peer)
    {
        ReadOnlySpan<byte> bytes = peer.SocketAddress.Buffer.Span;
        return new Arrival(
            BinaryPrimitives.ReadInt32LittleEndian(bytes[FromOffset..]),
            BinaryPrimitives.ReadInt64LittleEndian(bytes[SinceOffset..]),
            bytes[DamagedOffset] != 0,
            BinaryPrimitives.ReadInt32LittleEndian(bytes[ChannelOffset..]));
    }

    public void WriteTo(Peer peer)
    {
        Span<byte> bytes = peer.SocketAddress.Buffer.Span;
        BinaryPrimitives.WriteInt32LittleEndian(bytes[FromOffset..], From);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[SinceOffset..], Since);
        bytes[DamagedOffset] = IsDamaged ? (byte)1 : (byte)0;
        BinaryPrimitives.WriteInt32LittleEndian(bytes[ChannelOffset..], Channel);
    }
}
