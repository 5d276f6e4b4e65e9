namespace Understudy.Transport.Udp;

/// <summary>UDP multicast over one network interface.</summary>
internal sealed class UdpNetwork : IDatagramNetwork
{
    private readonly NetworkOptions _options;

    // Looking an interface up costs more than a request, and the classic dialect opens a transport for each.
    private volatile InterfaceAddress? _clientInterface;

    public UdpNetwork(NetworkOptions options) => _options = options;

    public IDatagramTransport OpenServer(Lane lane) => UdpServerTransport.Open(_options, lane);

    public IDatagramTransport OpenClient()
    {
        try
        {
            InterfaceAddress local = _clientInterface ??= InterfaceAddress.Resolve(_options.Interface);
            return UdpClientTransport.Open(_options, local, LookUpAgain);
        }
        catch (NetworkException)
        {
            LookUpAgain();
            throw;
        }
    }

    /// <summary>The network has failed, so the interface may be another by now.</summary>
    private void LookUpAgain() => _clientInterface = null;
}
