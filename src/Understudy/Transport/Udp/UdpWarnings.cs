using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Understudy.Transport.Udp;

/// <summary>What the operator of a server should know of its socket and its card, though it works.</summary>
internal static class UdpWarnings
{
    private const int Strict = 1;
    private const string Settings = "/proc/sys/net/ipv4/conf";

    /// <returns>Sentences without the last full stop; null where nothing is wrong.</returns>
    public static string? Of(Socket receiver, Lane lane, InterfaceAddress local, NetworkOptions options)
    {
        string?[] all = [OfBuffer(receiver, options.ReceiveBufferBytes), .. OfCard(lane, local, options)];
        string[] said = [.. all.OfType<string>()];
        return said.Length == 0 ? null : string.Join(". ", said);
    }

    private static string? OfBuffer(Socket receiver, int asked)
    {
        int granted = GroupSockets.GrantedReceiveBuffer(receiver);
        return granted < asked
            ? $"The receive buffer is {granted} bytes; {asked} were asked (sysctl net.core.rmem_max)"
            : null;
    }

    /// <summary>Once for both groups.</summary>
    private static string?[] OfCard(Lane lane, InterfaceAddress local, NetworkOptions options)
        => lane == Lane.Requests ? [OfAddress(local), OfReversePath(local, options)] : [];

    private static string? OfAddress(InterfaceAddress local)
        => IsLinkLocal(local.Address)
            ? $"{local.Name} has {local.Address}, an address that a card gives itself where no DHCP server answers "
                + "(RFC 3927): hosts with other addresses may not reach it"
            : null;

    /// <summary>
    /// Strict filtering drops what comes by a card from an address that is routed by another one (RFC 3704). So it
    /// matters where two cards are in one network, and where clients are on other networks.
    /// </summary>
    private static string? OfReversePath(InterfaceAddress local, NetworkOptions options)
    {
        bool matters = options.TimeToLive > 1 || local.FindBeside().Length > 0;
        return matters && !IPAddress.IsLoopback(local.Address)
            && Math.Max(ReversePathFilter("all"), ReversePathFilter(local.Name)) == Strict
            ? $"Strict reverse path filtering (sysctl net.ipv4.conf.{local.Name}.rp_filter = 1) drops what comes by "
                + "this card from addresses that are routed by another one; 2 is loose"
            : null;
    }

    private static bool IsLinkLocal(IPAddress address) => address.GetAddressBytes() is [169, 254, _, _];

    private static int ReversePathFilter(string card)
    {
        try
        {
            string text = File.ReadAllText(Path.Combine(Settings, card, "rp_filter"));
            return int.TryParse(text, CultureInfo.InvariantCulture, out int value) ? value : 0;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Another system than Linux, or a sandbox.
            return 0;
        }
    }
}
