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

    public static readonly ulong Cluster = ClusterName.Hash("default");

    public static readonly byte[][] All =
    [
        [FrameHeader.Magic, FrameHeader.Version],
        .. Enum.GetValues<FrameKind>().Select(kind => (byte[])[FrameHeader.Magic, FrameHeader.Version, (byte)kind, 0]),
        [(byte)FrameFlags.Extended],
        [(byte)FrameFlags.Spread],
        [(byte)FrameFlags.Leaving],
        [(byte)FrameFlags.Choosing],
        [(byte)FrameFlags.Busy],
        [(byte)FrameFlags.Check],
        Bytes(Cluster),
        Bytes(Self),
        Bytes(Self + 1),
        Bytes(0UL),
        Bytes(1UL),
        [0, 3, 1, 1, 0],
        new byte[5],
        new byte[HeartbeatFrame.Length - FrameHeader.Length],
    ];

    /// <summary>An accepted frame as its sender would have written it who has no extensions.</summary>
    public static byte[] WithoutExtensions(ReadOnlySpan<byte> frame, int bodyEnd)
    {
        if ((frame[3] & (byte)FrameFlags.Extended) == 0)
            return frame.ToArray();

        int length = sizeof(ushort) + BinaryPrimitives.ReadUInt16BigEndian(frame[bodyEnd..]);
        byte[] without = [.. frame[..bodyEnd], .. frame[(bodyEnd + length)..]];
        without[3] &= (byte)~FrameFlags.Extended;
        return without;
    }

    private static byte[] Bytes(ulong value)
    {
        byte[] bytes = new byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, value);
        return bytes;
    }
}
