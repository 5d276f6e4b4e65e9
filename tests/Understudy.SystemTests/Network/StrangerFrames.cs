using System.Buffers.Binary;

namespace Understudy.SystemTests.Network;

/// <summary>
/// What a stranger on the network says: frames of the cluster "default", as docs/protocol.md has them.
/// </summary>
internal static class StrangerFrames
{
    private const int Header = 28;

    private const ulong Cluster = 0xEBADA5168620C5FE;

    /// <summary>A heartbeat with the usual settings.</summary>
    public static byte[] Heartbeat(
        int id, ulong incarnation, ulong sequence, ulong uptime = ulong.MaxValue, bool leaving = false)
    {
        byte[] frame = new byte[Header + 37];
        WriteHeader(frame, kind: 1, leaving ? (byte)4 : (byte)0, incarnation, sequence);
        frame[28] = (byte)id;
        frame[31] = 255;
        BinaryPrimitives.WriteUInt32BigEndian(frame.AsSpan(32), 1000);
        frame[36] = 4;
        frame[37] = 3;
        frame[38] = 2;
        BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(39), 1200);
        BinaryPrimitives.WriteUInt64BigEndian(frame.AsSpan(41), uptime);
        return frame;
    }

    /// <summary>The probe of a server that chooses an id.</summary>
    public static byte[] Choosing(ulong incarnation, ulong sequence)
    {
        byte[] frame = new byte[Header];
        WriteHeader(frame, kind: 4, flags: 8, incarnation, sequence);
        return frame;
    }

    /// <summary>Whose heartbeat it is, and its number; null where it is none.</summary>
    public static (int Id, ulong Incarnation, ulong Sequence)? Read(ReadOnlySpan<byte> frame)
    {
        if (frame.Length < Header + 37 || frame[0] != 0xD5 || frame[2] != 1)
            return null;
        return (
            frame[28],
            BinaryPrimitives.ReadUInt64BigEndian(frame[12..]),
            BinaryPrimitives.ReadUInt64BigEndian(frame[20..]));
    }

    private static void WriteHeader(Span<byte> frame, byte kind, byte flags, ulong sender, ulong sequence)
    {
        frame[0] = 0xD5;
        frame[1] = 2;
        frame[2] = kind;
        frame[3] = flags;
        BinaryPrimitives.WriteUInt64BigEndian(frame[4..], Cluster);
        BinaryPrimitives.WriteUInt64BigEndian(frame[12..], sender);
        BinaryPrimitives.WriteUInt64BigEndian(frame[20..], sequence);
    }
}
