using System.Net;

namespace Understudy.Tests.Options;

public class GroupAddressTests
{
    [Fact]
    public void Parse_AddressAndPort_GivesBoth()
        => Assert.Equal(
            new GroupAddress(IPAddress.Parse("239.255.77.1"), 5107),
            GroupAddress.Parse("239.255.77.1:5107"));

    [Fact]
    public void Text_OfAGroup_ReadsBack()
        => Assert.Equal("239.255.77.1:5107", GroupAddress.Parse("239.255.77.1:5107").ToString());

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
    [InlineData("::1:5107")]
    [InlineData("[ff02::1]:5107")]
    public void Parse_AnythingElse_Fails(string text)
    {
        Assert.False(GroupAddress.TryParse(text, out GroupAddress? group));
        Assert.Null(group);
        Assert.Equal(
            $"'{text}' will not do; it must be an address and port such as 239.255.77.1:5107.",
            Assert.Throws<FormatException>(() => GroupAddress.Parse(text)).Message);
    }

    [Theory]
    [InlineData("ff02::1", 5107)]
    [InlineData("239.255.77.1", 0)]
    [InlineData("239.255.77.1", 65_536)]
    public void Group_OfAnythingElse_CannotBeMade(string address, int port)
        => Assert.ThrowsAny<ArgumentException>(() => new GroupAddress(IPAddress.Parse(address), port));
}
