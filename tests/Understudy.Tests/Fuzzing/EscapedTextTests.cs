using CsCheck;
using Understudy.Fuzzing.Inputs;

namespace Understudy.Tests.Fuzzing;

public class EscapedTextTests
{
    [Fact]
    public void Bytes_Escaped_ComeBackFromOneLineOfAscii()
        => Gen.Byte.Array[0, 60].Sample(bytes =>
        {
            string line = EscapedText.Escape(bytes);
            Assert.All(line, each => Assert.InRange(each, ' ', '~'));
            Assert.Equal(bytes, EscapedText.Unescape(line));
        });

    [Theory]
    [InlineData(@"1+\t\\\x00\n", new byte[] { (byte)'1', (byte)'+', 9, (byte)'\\', 0, 10 })]
    [InlineData("é", new byte[] { 0xC3, 0xA9 })]
    public void Line_WithEscapes_IsWhatTheySay(string line, byte[] bytes)
        => Assert.Equal(bytes, EscapedText.Unescape(line));

    [Theory]
    [InlineData(@"\")]
    [InlineData(@"\q")]
    [InlineData(@"\x1")]
    [InlineData(@"\xGG")]
    public void Line_WithAnEscapeThatIsNone_IsRefused(string line)
        => Assert.Throws<FormatException>(() => EscapedText.Unescape(line));
}
