using System.Buffers.Text;

namespace Understudy.Protocol;

/// <summary>A heartbeat in the classic dialect: the sender's id in ASCII digits, and nothing else.</summary>
internal static class ClassicHeartbeat
{
    /// <summary>The longest heartbeat: the digits of 255.</summary>
    public const int MaxLength = 3;

    public static int Write(int id, Span<byte> destination)
        => Utf8Formatter.TryFormat(id, destination, out int written)
            ? written
            : throw new ArgumentException("The destination is too short for a heartbeat.", nameof(destination));

    public static DatagramStatus TryParse(ReadOnlySpan<byte> datagram, int highestId, out int id)
    {
        id = 0;
        if (datagram.IsEmpty)
            return DatagramStatus.Empty;
        if (datagram.ContainsAnyExceptInRange((byte)'0', (byte)'9'))
            return DatagramStatus.NotAnId;
        if (datagram.Length > MaxLength)
            return DatagramStatus.IdOutOfRange;

        int value = 0;
        foreach (byte digit in datagram)
            value = (value * 10) + (digit - '0');
        if (value > highestId)
            return DatagramStatus.IdOutOfRange;

        id = value;
        return DatagramStatus.Ok;
    }
}
