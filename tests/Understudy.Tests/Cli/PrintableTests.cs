using Understudy.Cli.Rendering;

namespace Understudy.Tests.Cli;

public class PrintableTests
{
    [Theory]
    [InlineData("2.5", "2.5")]
    [InlineData("é日", "é日")]
    [InlineData("\U0001F600", "\U0001F600")]
    [InlineData("\x1b[2J", "\\x1b[2J")]
    [InlineData("a\r\nb\tc", "a\\x0d\\x0ab\\x09c")]
    [InlineData("\u009b31m", "\\x9b31m")]
    [InlineData("a\u202eb", "a\\u202eb")]
    [InlineData("\u2028", "\\u2028")]
    public void Escape_Text_ShowsWhatIsUnsafeByItsCode(string text, string shown)
        => Assert.Equal(shown, Printable.Escape(text));

    [Fact]
    public void Escape_LoneSurrogate_IsShownByItsCode()
        => Assert.Equal("a\\ud800", Printable.Escape("a" + (char)0xD800));
}
