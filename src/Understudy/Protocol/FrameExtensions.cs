using System.Buffers.Binary;

namespace Understudy.Protocol;

/// <summary>
/// What a later version, or another program, may say behind the body of any frame. Who does not know it skips it.
/// </summary>
/// <remarks>
/// <code>
/// 0  2  how many bytes follow
/// 2  …  of each: type (1 byte), length of its value (1 byte), value
/// </code>
/// </remarks>
internal static class FrameExtensions
{
    private const int LengthBytes = 2;
    private const int HeadBytes = 2;

    /// <summary>Finds where they end.</summary>
    /// <param name="datagram">A datagram whose header was accepted, and which has the body of its kind.</param>
    /// <param name="flags">Its flags, which say whether there are any.</param>
    /// <param name="bodyEnd">Where its body ends.</param>
    /// <param name="end">Where they end.</param>
    /// <returns><see cref="DatagramStatus.Truncated"/> where one is longer than there is room for it.</returns>
    public static DatagramStatus TrySkip(ReadOnlySpan<byte> datagram, FrameFlags flags, int bodyEnd, out int end)
    {
        end = bodyEnd;
        if ((flags & FrameFlags.Extended) == 0)
            return DatagramStatus.Ok;

        ReadOnlySpan<byte> rest = datagram[bodyEnd..];
        if (rest.Length < LengthBytes)
            return DatagramStatus.Truncated;
        int length = BinaryPrimitives.ReadUInt16BigEndian(rest);
        rest = rest[LengthBytes..];
        if (length > rest.Length)
            return DatagramStatus.Truncated;

        end = bodyEnd + LengthBytes + length;
        rest = rest[..length];
        while (!rest.IsEmpty)
        {
            if (rest.Length < HeadBytes || rest.Length - HeadBytes < rest[1])
                return DatagramStatus.Truncated;
            rest = rest[(HeadBytes + rest[1])..];
        }

        return DatagramStatus.Ok;
    }
}
