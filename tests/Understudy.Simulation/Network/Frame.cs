using System.Buffers.Binary;
using Understudy.Protocol;

namespace Understudy.Simulation.Network;

/// <summary>
/// A whole frame, read by the places that docs/protocol.md gives: what the checks make of it must not depend on the
/// code that they check.
/// </summary>
/// <param name="bytes">A frame that is not damaged.</param>
internal readonly ref struct Frame(ReadOnlySpan<byte> bytes)
{
    public const int KindOffset = 2;
    public const int FlagsOffset = 3;
    public const int ClusterOffset = 4;
    public const int SenderOffset = 12;
    public const int NumberOffset = 20;
    public const int IdOffset = 28;
    public const int NotServingOffset = 29;
    public const int RankLimitOffset = 28;
    public const int RankOffset = 31;
    public const int UptimeOffset = 41;
    public const int ProbeLength = 28;

    private readonly ReadOnlySpan<byte> _bytes = bytes;

    /// <summary>The cluster of all hosts.</summary>
    public static ulong Cluster { get; } = ClusterName.Hash("default");

    public FrameKind Kind => (FrameKind)_bytes[KindOffset];

    public FrameFlags Flags => (FrameFlags)_bytes[FlagsOffset];

    /// <summary>The incarnation of a server, or the number of a client.</summary>
    public ulong Sender => BinaryPrimitives.ReadUInt64BigEndian(_bytes[SenderOffset..]);

    /// <summary>Which request it is, or is replied to.</summary>
    public ulong Number => BinaryPrimitives.ReadUInt64BigEndian(_bytes[NumberOffset..]);

    /// <summary>Of a heartbeat: the id.</summary>
    public int Id => _bytes[IdOffset];

    /// <summary>Of a heartbeat: why its sender is not to be counted on.</summary>
    public NotServingReason NotServing => (NotServingReason)_bytes[NotServingOffset];

    /// <summary>Of a heartbeat: whether its sender is to be counted on.</summary>
    public bool IsServing => NotServing == NotServingReason.None;

    /// <summary>Of a request: the highest rank that may answer.</summary>
    public int RankLimit => _bytes[RankLimitOffset];

    /// <summary>Of a reply: what became of the request.</summary>
    public ReplyStatus Status => (ReplyStatus)_bytes[28];

    /// <summary>Of a reply: the server's id.</summary>
    public int ReplyId => _bytes[30];

    /// <summary>Of a reply: the server's rank.</summary>
    public int Rank => _bytes[RankOffset];

    /// <summary>Of a reply: the result.</summary>
    public ReadOnlySpan<byte> Result => _bytes[34..];
}
