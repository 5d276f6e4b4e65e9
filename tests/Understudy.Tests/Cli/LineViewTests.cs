using Understudy.Cli.Prompting;

namespace Understudy.Tests.Cli;

public class LineViewTests
{
    [Theory]
    [InlineData("1+2", 3, 10, "1+2", 3)]
    [InlineData("0123456789", 10, 5, "6789", 4)]
    [InlineData("0123456789", 9, 5, "56789", 4)]
    [InlineData("0123456789", 2, 5, "01234", 2)]
    [InlineData("0123456789", 5, 0, "5", 0)]
    [InlineData("1\uFF0B2", 3, 10, "1?2", 3)]
    public void Of_Line_ShowsThePartAroundTheCursor(string text, int cursor, int room, string shown, int at)
        => Assert.Equal(new LineView(shown, at), LineView.Of(text, cursor, room));
}
