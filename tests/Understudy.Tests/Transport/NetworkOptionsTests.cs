using System.Net;
using Understudy.Transport.Udp;

namespace Understudy.Tests.Transport;

public class NetworkOptionsTests
{
    [Fact]
    public void Defaults_AreValidAndStayOnTheMachine()
    {
        var options = new NetworkOptions();
        options.Validate();
        Assert.Equal("lo", options.Interface);
    }

    [Fact]
    public void Classic_HasTheOriginalsGroupsAndTimeToLive()
    {
        NetworkOptions.Classic.Validate();
        Assert.Equal(GroupAddress.Parse("224.1.1.1:5007"), NetworkOptions.Classic.RequestGroup);
        Assert.Equal(GroupAddress.Parse("224.1.1.2:5008"), NetworkOptions.Classic.HeartbeatGroup);
        Assert.Equal(2, NetworkOptions.Classic.TimeToLive);
    }

    [Theory]
    [InlineData("10.0.0.1:5107")]
    [InlineData("240.0.0.1:5107")]
    [InlineData("223.255.255.255:5107")]
    [InlineData("224.0.0.1:5107")]
    [InlineData("224.0.0.255:5107")]
    public void RequestGroup_ThatIsNoMulticastGroup_IsRefused(string group)
    {
        var options = new NetworkOptions { RequestGroup = GroupAddress.Parse(group) };
        Assert.Equal("RequestGroup", Assert.Throws<InvalidOptionException>(options.Validate).Option);
    }

    [Theory]
    [InlineData("239.255.77.2:5107")]
    [InlineData("239.255.77.1:5108")]
    [InlineData("224.0.0.2:5108")]
    public void HeartbeatGroup_ThatCannotWorkBesideTheOther_IsRefusedToServersAlone(string group)
    {
        var options = new NetworkOptions { HeartbeatGroup = GroupAddress.Parse(group) };
        options.Validate();
        Assert.Equal("HeartbeatGroup", Assert.Throws<InvalidOptionException>(options.ValidateHeartbeatGroup).Option);
    }

    [Fact]
    public void Interface_ThatDoesNotExist_IsNamedBesideThoseThatDo()
    {
        NetworkException error = Assert.Throws<NetworkException>(() => InterfaceAddress.Resolve("nosuch0"));
        Assert.StartsWith(
            "There is no network interface 'nosuch0' (NetworkOptions.Interface). This machine has: ",
            error.Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("127.0.0.1:1", "127.0.0.2:1", -1)]
    [InlineData("127.0.0.1:256", "127.0.0.1:255", 1)]
    [InlineData("10.0.0.9:9", "9.255.0.1:9", 1)]
    [InlineData("10.0.0.9:9", "10.0.0.9:9", 0)]
    public void Peers_ByAddressThenPort_AreOrdered(string left, string right, int sign)
    {
        var a = new Peer(IPEndPoint.Parse(left));
        var b = new Peer(IPEndPoint.Parse(right));
        Assert.Equal(sign < 0, a.ComesBefore(b));
        Assert.Equal(sign > 0, b.ComesBefore(a));
        Assert.Equal(sign == 0, a.Equals(b));
    }
}
