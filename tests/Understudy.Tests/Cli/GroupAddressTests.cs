using System.Net;
using Understudy.Cli.Commands;

namespace Understudy.Tests.Cli;

public class GroupAddressTests
{
    [Fact]
    public void Parse_AddressAndPort_GivesBoth()
        => Assert.Equal(
            new IPEndPoint(IPAddress.Parse("239.255.77.1"), 5107), GroupAddress.Parse("239.255.77.1:5107"));

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
    public void Parse_AnythingElse_Fails(string text) => Assert.Null(GroupAddress.Parse(text));
}
