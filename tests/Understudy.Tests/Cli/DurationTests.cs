using Understudy.Cli;

namespace Understudy.Tests.Cli;

public class DurationTests
{
    [Theory]
    [InlineData("0", 0)]
    [InlineData("250ms", 250)]
    [InlineData("1s", 1000)]
    [InlineData("1.5s", 1500)]
    [InlineData("2m", 120_000)]
    [InlineData("1h", 3_600_000)]
    [InlineData("0.5ms", 0.5)]
    public void Parse_Duration_GivesIt(string text, double milliseconds)
        => Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), Duration.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData("s")]
    [InlineData("5")]
    [InlineData("-1s")]
    [InlineData("1 s")]
    [InlineData("1,5s")]
    [InlineData("1e3s")]
    [InlineData("1S")]
    [InlineData("1d")]
    [InlineData("169h")]
    [InlineData("99999999999999999999999999999999999s")]
    public void Parse_AnythingElse_Fails(string text) => Assert.Null(Duration.Parse(text));

    [Theory]
    [InlineData(0, "0")]
    [InlineData(250, "250ms")]
    [InlineData(1000, "1s")]
    [InlineData(1500, "1500ms")]
    [InlineData(120_000, "2m")]
    [InlineData(90_000, "90s")]
    [InlineData(3_600_000, "1h")]
    public void Format_Duration_ReadsBack(double milliseconds, string text)
    {
        Assert.Equal(text, Duration.Format(TimeSpan.FromMilliseconds(milliseconds)));
        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), Duration.Parse(text));
    }
}
