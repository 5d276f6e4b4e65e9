using System.Text.Unicode;

namespace Understudy.Protocol;

/// <summary>
/// A request or a reply in the classic dialect: UTF-8 text and nothing around it. Only its words tell a rejection from
/// a result.
/// </summary>
internal static class ClassicText
{
    private const byte Delete = 0x7F;

    /// <summary>The reply to every request that is rejected, whatever the reason.</summary>
    public static ReadOnlySpan<byte> Rejection => "Invalid Expression!"u8;

    /// <summary>Accepts a request of text: tabs and line ends are text, other control characters are not.</summary>
    public static DatagramStatus Check(ReadOnlySpan<byte> datagram, int maxBytes)
    {
        if (datagram.IsEmpty)
            return DatagramStatus.Empty;
        if (datagram.Length > maxBytes)
            return DatagramStatus.Oversized;
        if (!Utf8.IsValid(datagram))
            return DatagramStatus.NotText;

        foreach (byte value in datagram)
        {
            if (value is < (byte)' ' and not ((byte)'\t' or (byte)'\n' or (byte)'\r') or Delete)
                return DatagramStatus.NotText;
        }

        return DatagramStatus.Ok;
    }
}
