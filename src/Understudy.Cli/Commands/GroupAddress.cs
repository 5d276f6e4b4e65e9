using System.Globalization;
using System.Net;

namespace Understudy.Cli.Commands;

/// <summary>A multicast group and its port, as in <c>239.255.77.1:5107</c>.</summary>
internal static class GroupAddress
{
    /// <summary>What a group must be, for the message about one that is not.</summary>
    public const string Expected = "an address and port such as 239.255.77.1:5107";

    /// <summary>The group, or null where the text is none.</summary>
    /// <remarks>
    /// Stricter than <see cref="IPEndPoint.TryParse(string, out IPEndPoint)"/>, which reads a missing port as 0, and
    /// <c>239.255.077.1</c> in octal. Whether the address is a multicast group is for the library to say.
    /// </remarks>
    public static IPEndPoint? Parse(string text)
    {
        int colon = text.LastIndexOf(':');
        if (colon < 0
            || !IPAddress.TryParse(text[..colon], out IPAddress? address)
            || address.ToString() != text[..colon]
            || !ushort.TryParse(text[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out ushort port)
            || port == 0)
        {
            return null;
        }

        return new IPEndPoint(address, port);
    }
}
