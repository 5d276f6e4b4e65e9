using System.Text;

namespace Understudy.Tests.Diagnostics;

public class PrintableTests
{
    [Theory]
    [InlineData("3+5-4/3*4", "3+5-4/3*4")]
    [InlineData("olá", "olá")]
    [InlineData("\u001b[2J", "\\u{1b}[2J")]
    [InlineData("1\n2", "1\\u{a}2")]
    [InlineData("a\u202eb", "a\\u{202e}b")]
    [InlineData("\u009b31m", "\\u{9b}31m")]
    [InlineData("é日", "é日")]
    [InlineData("\U0001F600", "\U0001F600")]
    [InlineData("a\r\nb\tc", "a\\u{d}\\u{a}b\\u{9}c")]
    [InlineData("\u2028", "\\u{2028}")]
    public void Text_WithWhatCouldMoveTheCursor_ShowsItsCode(string text, string shown)
    {
        Assert.Equal(shown, Printable.From(Encoding.UTF8.GetBytes(text)));
        Assert.Equal(shown, Printable.Escape(text));
    }

    [Fact]
    public void Escape_LoneSurrogate_IsShownByItsCode()
        => Assert.Equal("a\\u{d800}b", Printable.Escape("a" + (char)0xD800 + "b"));

    [Fact]
    public void Bytes_ThatAreNoText_ShowTheirValues()
        => Assert.Equal("\\xff\\xfe\\u{0}", Printable.From([0xFF, 0xFE, 0x00]));

    [Fact]
    public void Text_ThatIsLong_HasAnEnd()
        => Assert.Equal(new string('9', 80) + "…", Printable.From(Encoding.UTF8.GetBytes(new string('9', 100_000))));
}
