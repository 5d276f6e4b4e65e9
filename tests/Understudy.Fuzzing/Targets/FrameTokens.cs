using System.Buffers.Binary;
using Understudy.Protocol;

namespace Understudy.Fuzzing.Targets;

/// <summary>What frames are made of, and the numbers that the targets compare them with.</summary>
internal static class FrameTokens
{
    /// <summary>The longest datagram, and one byte more, which a server receives to tell a longer one.</summary>
    public const int MaxLength = 1201;

    /// <summary>The incarnation of the server, and the number of the client.</summary>
    public const ulong Self = 0x1122334455667788;

    public static readonly uint Cluster = ClusterName.Hash("default");

    public static readonly byte[][] All =
    [
        [FrameHeader.Magic, FrameHeader.Version],
        .. Enum.GetValues<FrameKind>().Select(kind => (byte[])[FrameHeader.Magic, FrameHeader.Version, (byte)kind, 0]),
        [(byte)FrameFlags.Spread],
        [(byte)FrameFlags.Leaving],
        [(byte)FrameFlags.Choosing],
        [(byte)FrameFlags.Busy],
        Bytes(Cluster),
        Bytes(Self),
        Bytes(Self + 1),
        Bytes(0UL),
        Bytes(1UL),
        [0, 0, 0],
        new byte[32],
    ];

    private static byte[] Bytes(uint value)
    {
        byte[] bytes = new byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
        return bytes;
    }

    private static byte[] Bytes(ulong value)
    {
        byte[] bytes = new byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, value);
        return bytes;
    }
}
