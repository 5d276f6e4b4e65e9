namespace Understudy.Tests.Membership;

public class MembershipOptionsTests
{
    [Fact]
    public void Defaults_AreValid() => new MembershipOptions().Validate();

    [Theory]
    [InlineData(4, 3, 0, "EligibleFrom")]
    [InlineData(4, 3, 4, "EligibleFrom")]
    [InlineData(4, 2, 3, "EligibleFrom")]
    [InlineData(4, 4, 2, "ActiveFrom")]
    [InlineData(4, 5, 2, "ActiveFrom")]
    [InlineData(2, 1, 1, "Countdown")]
    [InlineData(0, 3, 2, "Countdown")]
    [InlineData(256, 3, 2, "Countdown")]
    public void Thresholds_OutOfOrder_NameTheOption(int countdown, int activeFrom, int eligibleFrom, string option)
    {
        var options = new MembershipOptions
        {
            Countdown = countdown,
            ActiveFrom = activeFrom,
            EligibleFrom = eligibleFrom,
        };
        Assert.Equal(option, Assert.Throws<InvalidOptionException>(options.Validate).Option);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(256)]
    public void MaxServers_OutOfRange_IsRefused(int maxServers)
    {
        var options = new MembershipOptions { MaxServers = maxServers };
        Assert.Contains(
            "1 to 255", Assert.Throws<InvalidOptionException>(options.Validate).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(9)]
    [InlineData(60_001)]
    public void Period_OutOfRange_IsRefused(int milliseconds)
    {
        var options = new MembershipOptions { Period = TimeSpan.FromMilliseconds(milliseconds) };
        Assert.Equal("Period", Assert.Throws<InvalidOptionException>(options.Validate).Option);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(256)]
    public void ServerId_OutOfRange_NamesTheRange(int id)
    {
        var options = new UnderstudyServerOptions { Id = id };
        Assert.Equal(
            $"Id: {id} is out of range; it must be from 1 to 255.",
            Assert.Throws<InvalidOptionException>(options.Validate).Message);
    }
}
