using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Understudy;

/// <summary>An IPv4 group and its port, as in <c>239.255.77.1:5107</c>.</summary>
/// <remarks>
/// Configuration can fill it from such a text. Options check that the address is one of a multicast group.
/// </remarks>
[TypeConverter(typeof(Converter))]
public sealed record GroupAddress : IParsable<GroupAddress>
{
    /// <summary>What a text must be, to complete the sentence "it must be …".</summary>
    internal const string Expected = "an address and port such as 239.255.77.1:5107";

    /// <summary>Makes a group's address.</summary>
    /// <param name="address">The IPv4 address.</param>
    /// <param name="port">The port, from 1 to 65,535.</param>
    /// <exception cref="ArgumentException">It is no IPv4 address, or no port.</exception>
    public GroupAddress(IPAddress address, int port)
    {
        ArgumentNullException.ThrowIfNull(address);
        if (address.AddressFamily != AddressFamily.InterNetwork)
            throw new ArgumentException("A group's address is one of IPv4.", nameof(address));
        ArgumentOutOfRangeException.ThrowIfLessThan(port, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(port, IPEndPoint.MaxPort);
        Address = address;
        Port = port;
    }

    /// <summary>The IPv4 address.</summary>
    public IPAddress Address { get; }

    /// <summary>The port, from 1 to 65,535.</summary>
    public int Port { get; }

    /// <summary>Whether the address is one of a multicast group: from 224.0.0.0 to 239.255.255.255.</summary>
    public bool IsMulticast => Address.GetAddressBytes()[0] is >= 224 and <= 239;

    /// <summary>
    /// Whether the address belongs to the network's own protocols: from 224.0.0.0 to 224.0.0.255 (RFC 5771). Switches
    /// send these everywhere, and routers nowhere.
    /// </summary>
    internal bool IsReserved => Address.GetAddressBytes() is [224, 0, 0, _];

    /// <summary>Reads a group's address.</summary>
    /// <param name="text">The text, as <see cref="ToString"/> writes it.</param>
    /// <exception cref="FormatException">The text is none.</exception>
    public static GroupAddress Parse(string text)
        => TryParse(text, out GroupAddress? group)
            ? group
            : throw new FormatException($"'{text}' will not do; it must be {Expected}.");

    /// <summary>Reads a group's address, if the text is one.</summary>
    /// <remarks>
    /// Stricter than <see cref="IPEndPoint.TryParse(string, out IPEndPoint)"/>, which reads a missing port as 0, and
    /// <c>239.255.077.1</c> in octal.
    /// </remarks>
    /// <param name="text">The text, as <see cref="ToString"/> writes it.</param>
    /// <param name="group">The address, if it is one.</param>
    /// <returns>Whether it is one.</returns>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out GroupAddress? group)
    {
        group = null;
        int colon = text?.LastIndexOf(':') ?? -1;
        if (colon < 0
            || !IPAddress.TryParse(text.AsSpan(0, colon), out IPAddress? address)
            || address.AddressFamily != AddressFamily.InterNetwork
            || !text.AsSpan(0, colon).SequenceEqual(address.ToString())
            || !int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int port)
            || port is < 1 or > IPEndPoint.MaxPort)
        {
            return false;
        }

        group = new GroupAddress(address, port);
        return true;
    }

    static GroupAddress IParsable<GroupAddress>.Parse(string s, IFormatProvider? provider) => Parse(s);

    static bool IParsable<GroupAddress>.TryParse(
        [NotNullWhen(true)] string? s, IFormatProvider? provider, [MaybeNullWhen(false)] out GroupAddress result)
        => TryParse(s, out result);

    /// <summary>The address as sockets take it.</summary>
    public IPEndPoint ToEndPoint() => new(Address, Port);

    /// <summary>The text, as in <c>239.255.77.1:5107</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Address}:{Port}");

    /// <summary>Reads a text of configuration.</summary>
    internal sealed class Converter : TypeConverter
    {
        /// <inheritdoc/>
        public override bool CanConvertFrom(ITypeDescriptorContext? context, Type sourceType)
            => sourceType == typeof(string);

        /// <inheritdoc/>
        public override object? ConvertFrom(ITypeDescriptorContext? context, CultureInfo? culture, object value)
            => value is string text ? Parse(text) : base.ConvertFrom(context, culture, value);
    }
}
