using System.Text;
using Understudy.Diagnostics;

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
    public void Text_WithWhatCouldMoveTheCursor_ShowsItsCode(string text, string shown)
        => Assert.Equal(shown, Printable.From(Encoding.UTF8.GetBytes(text)));

    [Fact]
    public void Bytes_ThatAreNoText_ShowTheirValues()
        => Assert.Equal("\\xff\\xfe\\u{0}", Printable.From([0xFF, 0xFE, 0x00]));

    [Fact]
    public void Text_ThatIsLong_HasAnEnd()
        => Assert.Equal(new string('9', 80) + "…", Printable.From(Encoding.UTF8.GetBytes(new string('9', 100_000))));
}
