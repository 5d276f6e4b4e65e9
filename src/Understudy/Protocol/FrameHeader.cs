using System.Buffers.Binary;

namespace Understudy.Protocol;

/// <summary>The first 28 bytes of every frame, big-endian.</summary>
/// <remarks>
/// <code>
///  0  1  0xD5
///  1  1  version = 2; below 0x80, so that no text begins as a frame does: in UTF-8, 0x80 to 0xBF follow 0xD5
///  2  1  kind                     3  1  flags
///  4  8  cluster: a hash of its name
/// 12  8  sender: a server's incarnation, or a client's number
/// 20  8  sequence: a heartbeat's number, or a request's, which its reply echoes
/// 28  …  body; behind it the extensions, if the flag says so; then the payload
/// </code>
/// </remarks>
internal readonly record struct FrameHeader(
    FrameKind Kind, FrameFlags Flags, ulong Cluster, ulong Sender, ulong Sequence)
{
    public const int Length = 28;

    public const byte Magic = 0xD5;

    public const byte Version = 2;

    /// <summary>The first number that is no version: the two bytes before may be text.</summary>
    private const byte VersionEnd = 0x80;

    private const FrameFlags Known = FrameFlags.Extended | FrameFlags.Spread | FrameFlags.Leaving
        | FrameFlags.Choosing | FrameFlags.Busy | FrameFlags.Check;

    public void Write(Span<byte> destination)
    {
        destination[0] = Magic;
        destination[1] = Version;
        destination[2] = (byte)Kind;
        destination[3] = (byte)Flags;
        BinaryPrimitives.WriteUInt64BigEndian(destination[4..], Cluster);
        BinaryPrimitives.WriteUInt64BigEndian(destination[12..], Sender);
        BinaryPrimitives.WriteUInt64BigEndian(destination[20..], Sequence);
    }

    /// <summary>The kind that a datagram names; null unless it begins like a frame of this version.</summary>
    public static FrameKind? KindOf(ReadOnlySpan<byte> datagram)
        => datagram.Length > 2 && datagram[0] == Magic && datagram[1] == Version ? (FrameKind)datagram[2] : null;

    /// <summary>Reads a header, and checks that it is of this version and of this cluster.</summary>
    public static DatagramStatus TryParse(ReadOnlySpan<byte> datagram, ulong cluster, out FrameHeader header)
    {
        header = default;
        if (datagram.IsEmpty)
            return DatagramStatus.Empty;
        if (datagram[0] != Magic || (datagram.Length > 1 && datagram[1] >= VersionEnd))
            return DatagramStatus.NotAFrame;
        if (datagram.Length > 1 && datagram[1] != Version)
            return DatagramStatus.OtherVersion;
        if (datagram.Length < Length)
            return DatagramStatus.Truncated;
        if (BinaryPrimitives.ReadUInt64BigEndian(datagram[4..]) != cluster)
            return DatagramStatus.OtherCluster;

        var kind = (FrameKind)datagram[2];
        var flags = (FrameFlags)datagram[3];
        if (kind is < FrameKind.Heartbeat or > FrameKind.Probe)
            return DatagramStatus.UnknownKind;
        if ((flags & ~Known) != 0)
            return DatagramStatus.UnknownFlags;

        ulong sender = BinaryPrimitives.ReadUInt64BigEndian(datagram[12..]);
        ulong sequence = BinaryPrimitives.ReadUInt64BigEndian(datagram[20..]);
        header = new FrameHeader(kind, flags, cluster, sender, sequence);
        return DatagramStatus.Ok;
    }
}

/// <summary>What kind of datagram a frame is.</summary>
internal enum FrameKind : byte
{
    Heartbeat = 1,
    Request = 2,
    Reply = 3,

    /// <summary>Asks who is there; a header and no body.</summary>
    Probe = 4,
}

/// <summary>Single bits of a frame. A frame with an unknown one is of a later version, and is not read.</summary>
[Flags]
internal enum FrameFlags : byte
{
    None = 0,

    /// <summary>Extensions follow the body.</summary>
    Extended = 1,

    /// <summary>Of a request: the order of the servers is drawn anew for it.</summary>
    Spread = 2,

    /// <summary>Of a heartbeat: it is the last one of its sender.</summary>
    Leaving = 4,

    /// <summary>Of a probe: its sender will take an id that is free.</summary>
    Choosing = 8,

    /// <summary>Of a reply: its server is behind with its work, so it does not help to ask it again.</summary>
    Busy = 16,

    /// <summary>Of a probe: a server looks whether it hears what it sends to the request group.</summary>
    Check = 32,
}
