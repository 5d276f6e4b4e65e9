using System.Net;
using Understudy.Cli.Commands;

namespace Understudy.Tests.Cli;

public class GroupAddressTests
{
    [Fact]
    public void TryParse_AddressAndPort_GivesBoth()
    {
        Assert.True(GroupAddress.TryParse("239.255.77.1:5107", out IPEndPoint group));
        Assert.Equal(new IPEndPoint(IPAddress.Parse("239.255.77.1"), 5107), group);
    }

    [Theory]
    [InlineData("")]
    [InlineData("239.255.77.1")]
    [InlineData("239.255.77.1:")]
    [InlineData("239.255.77.1:0")]
    [InlineData("239.255.77.1:65536")]
    [InlineData("239.255.77.1:-1")]
    [InlineData("239.255.77.1: 5107")]
    [InlineData("239.255.077.1:5107")]
    [InlineData("239.255:5107")]
    [InlineData("somewhere:5107")]
    public void TryParse_AnythingElse_Fails(string text) => Assert.False(GroupAddress.TryParse(text, out _));
}
