using System.Net;
using Understudy.Transport.Udp;

namespace Understudy.Tests.Transport;

public class NearHostsTests
{
    [Theory]
    [InlineData("10.77.0.0/24", "10.77.0.255", true)]
    [InlineData("10.77.0.0/24", "10.77.1.0", false)]
    [InlineData("10.77.0.0/24 192.168.4.0/22", "192.168.7.9", true)]
    [InlineData("10.77.0.0/24 10.9.9.9/32", "10.9.9.9", true)]
    [InlineData("0.0.0.0/0", "8.8.8.8", true)]
    public void Host_OfANetwork_IsNear(string networks, string host, bool isNear)
        => Assert.Equal(isNear, Near(networks)!.Contains(Peer(host)));

    [Fact]
    public void Host_OfAnotherKindOfAddress_IsNotNear()
        => Assert.False(Near("0.0.0.0/0")!.Contains(Peer("::1")));

    /// <summary>On a link between two, or where the system does not tell, nobody can be told apart.</summary>
    [Theory]
    [InlineData("")]
    [InlineData("10.8.0.2/32")]
    [InlineData("10.8.0.2/31")]
    public void Hosts_OfALinkWithoutANetwork_AreNotTold(string networks) => Assert.Null(Near(networks));

    private static NearHosts? Near(string networks) => NearHosts.Of(
        new NetworkOptions(), new InterfaceAddress("eth0", 2, IPAddress.Loopback) { Networks = networks });

    private static Peer Peer(string host) => new(new IPEndPoint(IPAddress.Parse(host), 9));
}
