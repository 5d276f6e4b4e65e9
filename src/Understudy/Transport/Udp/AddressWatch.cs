using System.Net.NetworkInformation;

namespace Understudy.Transport.Udp;

/// <summary>
/// Notices that the interface has another address or index than the sockets were opened with: a lease ran out, a card
/// was replaced. A server may still hear its own heartbeats then, although no client can reach it.
/// </summary>
/// <remarks>Owned by one thread; only the system's own notice comes from another.</remarks>
internal sealed class AddressWatch : IDisposable
{
    private readonly string _interface;
    private volatile bool _noticed;

    public AddressWatch(string nameOrAddress)
    {
        _interface = nameOrAddress;
        try
        {
            NetworkChange.NetworkAddressChanged += OnAddressChanged;
        }
        catch (NetworkInformationException)
        {
            // The system has no notice to give, as where files are used up. The own heartbeat tells of most changes,
            // too.
        }
    }

    /// <summary>Whether the system has noticed a change since the last call, and it concerns this interface.</summary>
    /// <param name="current">What the sockets were opened with.</param>
    public bool HasMoved(InterfaceAddress current)
    {
        if (!_noticed)
            return false;

        _noticed = false;
        try
        {
            return InterfaceAddress.Resolve(_interface) != current;
        }
        catch (NetworkException)
        {
            return true;
        }
    }

    public void Dispose() => NetworkChange.NetworkAddressChanged -= OnAddressChanged;

    private void OnAddressChanged(object? sender, EventArgs e) => _noticed = true;
}
